// What the first line of a message looks like, alone or behind what a program puts before it.
import { METHODS } from "../message/parse.js";

const REQUEST = `(?:${METHODS}) (?:sips?|tel|urn|im|pres):\\S{0,1500} SIP/2\\.0(?=[.\\s]|$)`;
const FIRST = `${REQUEST}|SIP/2\\.0 [1-6]\\d\\d(?= |\\.?$)`;
/** A first line anywhere in a line, but in no word, path or value. */
export const START = new RegExp(`(?:^|[^\\w/"'=<-])(${FIRST})`);
/** After the head of a packet as text, whose last bytes may look like letters. */
export const BURIED = new RegExp(`(${FIRST})`);
/** A request whose address a page has hidden or an author masked. */
export const MASKED_START = new RegExp(`^((?:${METHODS}) \\S.{0,300} SIP/2\\.0(?=[.\\s]|$))`);
/** Header fields that tell where a message belongs, what it wants and why it was refused. */
const FIELDS = [
  "Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Content-Type|Content-Length|User-Agent|Server|Allow|Supported|Require",
  "Unsupported|Route|Record-Route|Path|WWW-Authenticate|Proxy-Authenticate|Authorization|Proxy-Authorization|Expires",
  "Min-Expires|Session-Expires|Min-SE|Reason|Warning|Retry-After|Refer-To|Referred-By|Replaces|Event|Session-ID|Date",
  "Subscription-State|P-Asserted-Identity|Diversion|RSeq|RAck|Accept|Subject|Privacy",
].join("|");
/** Where a line goes on as the next header field: messages of which the line ends were lost. */
export const GLUED = new RegExp(` (?=(?:${FIELDS}): )`, "g");
