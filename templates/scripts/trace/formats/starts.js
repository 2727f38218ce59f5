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
/** Where a line goes on as the next header field: messages of which the line ends were lost. */
export const GLUED =
  / (?=(?:Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Content-Type|Content-Length|User-Agent|Server|Allow|Supported|Record-Route|WWW-Authenticate|Authorization|Expires|Reason): )/g;
