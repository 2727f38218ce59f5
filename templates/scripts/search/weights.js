// Every number by which the search weighs, cuts off or gives up, and why it is there.
//
// They were fitted together on the judged queries of tests/search/: change one, and run those again. Numbers have
// names of their own, no objects: a minifier shortens names, but must keep the keys of objects.

// --- what a text that leads to an entry counts for, from 0 to 1 (knowledge.js) ---

/** By the kind of text: OTHER words are those of the other language, that people of this one type less often. */
export const WEIGHT_PHRASE = 1;
export const WEIGHT_REMARK = 0.98;
export const WEIGHT_FORMER = 0.99;
export const WEIGHT_OWN = 0.93;
export const WEIGHT_OTHER = 0.95;
export const WEIGHT_NAME = 0.8;
export const WEIGHT_HEADER = 0.95;
/** What a program prints beside a code: surer than the name of a cause, as it stands beside this very code. */
export const PRINTED_WEIGHT = 0.85;
/** Codes beside the registered ones are rare: they must not win against a code that fits as well. */
export const UNREGISTERED_PHRASE = 0.9;
export const UNREGISTERED_FORMER = 0.9;
export const UNREGISTERED_REMARK = 0.7;
export const UNREGISTERED_OWN = 0.75;
export const UNREGISTERED_OTHER = 0.65;
/**
 * A Q.850 cause leads to its codes, likeliest first, then to itself: each next one loses RANK, the cause ITSELF more.
 * Its names are printed by programs; its words are those of telephony and mean something else in SIP at times.
 */
export const CAUSE_NAME = 0.82;
export const CAUSE_CALLED = 0.84;
export const CAUSE_OWN = 0.62;
export const CAUSE_OTHER = 0.56;
export const CAUSE_RANK = 0.02;
export const CAUSE_ITSELF = 0.06;
/** A complaint leads to itself: by the name in its title, by all of that, by what people say. */
export const COMPLAINT_NAME = 0.92;
export const COMPLAINT_TITLE = 0.688;
export const COMPLAINT_OWN = 0.9072;
/** What a program prints, part of which was typed: what it prints whole is a sign. */
export const PRINT_WEIGHT = 0.85;
/** Each further code of a header field and of a printed name loses this: people meet the first most. */
export const FURTHER_HEADER = 0.05;
export const FURTHER_NAME = 0.03;
/** How common entries other than codes are beside codes, of which the commonest has 1. */
export const PRIOR_CLASS = 0.1;
export const PRIOR_SYMPTOM = 0.351;

// --- what a word tells (knowledge.js) ---

/** A stop word tells next to nothing, yet “not here” has more of `Not Here` than “not” has. */
export const STOP_VALUE = 0.08;
/** A word in every second text still tells this much: it was typed for a reason. */
export const LEAST_VALUE = 0.31;
/** The entries among which a word tells nothing. Not how many there are now: no word is worth less for a new entry. */
export const SPREAD = 391;
/** Positions of words in a text fit in five bits: the last stands for all beyond. */
export const LAST_POSITION = 30;
/** A name typed in one piece has more letters than this: shorter ones are in too many words. */
export const SHORTEST_JOINED = 3;

// --- what was learned (learned.js, bench/learn.js) ---

/** What two roots in a row count for beside one; they may stand so far apart, and count for less then. */
export const LEARNED_PAIR = 0.7;
export const LEARNED_APART = 3;
export const LEARNED_FARTHER = 0.8;
/** What a piece of a root counts for beside a root, and the letters of one. */
export const LEARNED_PIECE = 0.4;
export const LEARNED_LETTERS = 4;
/** Numbers of so many digits are heard, if they were learned: 32 seconds, but no code and no telephone number. */
export const LEARNED_DIGITS = 2;
/** So many words before it may be the verb of a part that stands alone. */
export const LEARNED_REACH = 4;
/** What the lowest level of a root adds to the sum of an answer: run bench.learn after a change. */
export const LEARNED_SCALE = 0.1;
/** How surely a word must be meant to be heard, and how much less sure words are heard beside the surest. */
export const LEARNED_SURE = 0.6;
export const LEARNED_EQUAL = 0.03;

// --- how surely a known word is meant by a typed one, from 0 to 1 (typed.js) ---

/** The same word, a form of it, one that means the same, one that sounds the same, one with an error in front. */
export const SURE_SAME = 1;
export const SURE_FORM = 0.97;
export const SURE_ALIKE = 0.9;
export const SURE_NEAR = 0.89;
export const SURE_STARTED = 0.7;
/** A word of a typing error is a little less sure than a synonym, of two errors than a beginning. */
export const MISSPELT_SURE = 0.9;
export const MISSPELT_PER_ERROR = 0.14;
/** The last word may go on: the more of a word is there, the surer. One that was finished hardly begins another. */
export const UNFINISHED_LEAST = 0.8;
export const UNFINISHED_MORE = 0.15;
export const FINISHED_LEAST = 0.5;
export const FINISHED_MORE = 0.35;
/** Letters of the longest word that people type; what is longer is a key or an address. */
export const LONGEST_WORD = 40;
/** Texts of which it is kept what was made of them: while somebody types, most of the query stays. */
export const MOST_REMEMBERED = 400;
/** In short words an error makes another word, so none is forgiven. @param {number} length */
export const errorsAllowed = (length) => (length < 5 ? 0 : length < 9 ? 1 : 2);

// --- what a word of the query is worth (ranking.js) ---

/** Less than the least that another word is worth, so that it only decides between equals. */
export const STOP_WORTH = 0.07;
/** A word that nobody knows makes every answer doubtful; a number that nobody knows is one of somebody's own. */
export const UNKNOWN_WORTH = 0.624;
export const UNKNOWN_NUMBER_WORTH = 0.3;
/** From this worth on a word tells something: stop words lie below. */
export const TELLING_WORTH = 0.1;
/** A long text is a log: a part of it decides. */
export const LONG_TOKENS = 9;
export const LONG_CHARACTERS = 60;
export const LONG_TOTAL = 2.22;
/** Words of a paste that are compared: after these it tells nothing new, and costs time. */
export const MOST_TOKENS = 160;

// --- how well a text fits (ranking.js) ---

/** A text that has the query in passing counts for half of one that says no more; a word used twice counts less. */
export const TEXT_COVERED = 0.43;
export const TEXT_SHARE = 0.43;
export const TEXT_AGAIN = 0.72;
/** A text that starts with what was typed is as good as typed whole, nearly. */
export const STARTED_SHARE = 0.8;
/** Words that lie apart in the query: each further gap costs this. A log has words of many things, far apart. */
export const LOOSE_PER_GAP = 0.08;
export const LOOSE_LEAST = 0.6;
export const LOOSE_PER_GAP_OF_LONG = 0.3;
/** Names in one piece: typed to the end, begun, or with typing errors in them; as sure as two words that tell. */
export const JOINED_SAME = 1;
export const JOINED_STARTED = 0.85;
export const JOINED_MISSPELT = 0.95;
export const JOINED_PER_ERROR = 0.06;
export const JOINED_SURE = 0.9;
export const JOINED_TOLD = 2;
export const JOINED_SHORTEST = 4;
/** Typing errors forgiven in a name of many words that was typed in one piece. @param {number} length */
export const errorsAllowedJoined = (length) => (length < 7 ? 0 : length < 12 ? 1 : length < 20 ? 2 : 3);

// --- which entries are answers, and their order (ranking.js) ---

/**
 * Several words make sense here if what the best text has of them, how many they are, and how little probable
 * it is that they are about something else (the logarithm of its odds) come to this; words that nobody knows count
 * against it. It is a logistic regression on what people say, a seventh of which was not learned.
 */
export const SENSE_ENOUGH = 1.4;
export const SENSE_WORD = 0.214;
export const SENSE_WORDS = 6;
export const SENSE_STRANGE = 0.74;
export const SENSE_NONE = 0.134;
/** No query is surer, and of one of which nothing was learned yet so much is assumed. */
export const SENSE_LEAST_NONE = 0.001;
export const SENSE_NONE_UNHEARD = 0.01;
/** How much of the query an entry must cover, by what was covered. */
export const ENOUGH_WHOLE_TEXT = 0.24;
export const ENOUGH_SURE_PHRASE = 0.51;
export const ENOUGH_MOST_OF_TEXT = 0.26;
export const ENOUGH_STRANGE = 0.7;
export const ENOUGH_UNKNOWN = 0.5;
export const ENOUGH_OTHERWISE = 0.393;
export const ENOUGH_TOGETHER = 0.86;
/** From which share on it is the whole text, or most of it; and how surely that, or a phrase, must be meant. */
export const WHOLE_SHARE = 0.95;
export const WHOLE_SURE = 0.85;
export const MOST_OF_TEXT = 0.6;
export const SURE_PHRASE = 0.9;
/** What the parts of a score count for. */
export const PART_BEST = 0.964;
export const PART_TOGETHER = 0.171;
export const PART_PRIOR = 0.176;
/** What a probable entry gains. Probabilities are spread over answers that are all right: one e^-LOG as probable as
 * certain gains nothing, and what lies between gains by the logarithm. */
export const LEARNED_LOG = 7.41;
export const PART_LEARNED = 1.933;
export const PART_LEARNED_COMPLAINT = 1.725;
/** How probable an entry must be to be an answer without a text, and beside the most probable one. */
export const LEARNED_ENOUGH = 0.04856;
export const LEARNED_OF_MOST = 0.14;
/** It counts for WORDS less FIRST words fully, and for one in part: that is in many texts. */
export const LEARNED_FIRST = 2.8;
export const LEARNED_WORDS = 10.26;
/** What a code gains by a text of its own that is all of the query: a complaint that says the same comes second. */
export const PART_WHOLE = 0.49;
/** What a code gains by its own name, of which more than a word was typed and not yet all. */
export const PART_STARTED = 1.2;
/** What a complaint gains in a sentence: from so many telling words on, and fully after so many more. */
export const PART_SENTENCE = 0.35;
export const SENTENCE_FROM = 2;
export const SENTENCE_WORDS = 3;
/** What a complaint gains by words such as “I cannot”, with which nobody asks for a code. */
export const PART_COMPLAINING = 0.08;
/** What scores less, or far less than the best, is no answer. */
export const LEAST_SCORE = 0.25;
export const LEAST_OF_THE_BEST = 0.4;
/** Answers shown to other queries than a number: each costs time at every key, and nobody reads on. */
export const MOST_BY_WORDS = 5;

// --- how surely a sign means a code (signs.js): the strongest goes first, whatever stands first ---

/** A status line. From `SENT` on: what was really sent, not what somebody says of it. */
export const STATUS_LINE = 9;
export const SENT = 8.5;
export const STATUS_FIELD = 8.8;
/** What a program says of an answer in words or in a field of its own. */
export const SENT_TOLD = 8.6;
/** What programs print word by word, the longer the surer; with fewer letters it may be chance. */
export const PRINTED_LINE = 7.1;
export const PRINTED_MORE = 0.003;
export const PRINTED_LETTERS = 15;
/** Words that may stand where a print varies. */
export const PRINTED_GAP = 14;
/** A telephone number of emergency services, which looks like a code. */
export const EMERGENCY = 5.6;
/** A Reason with the code in it, one with a cause, and log lines that tell the code in passing. */
export const REASON = 8;
export const REASON_CAUSE = 7.5;
export const LOG_LINE = 7.2;
/** Sections and classes: from here on nothing else is meant. */
export const CERTAIN = 7;
/** Causes by number, numbers of other systems, names of causes, and what one make of telephone shows. */
export const NUMBERED_CAUSE = 6.5;
export const TEAMS_NUMBER = 6.2;
export const NAMED_CAUSE = 6;
export const OF_ONE_MAKE = 5.5;
/** A word before it says that it is a code: error 486. */
export const SAID_TO_BE_A_CODE = 5;
/** A warning, a number glued to words, a number with its phrase beside it; header fields; option tags. */
export const WARNING = 4.5;
export const WITH_PHRASE = 4;
export const OPTION_TAG = 3.5;
export const HEADER_FIELD = 3;
/** A number of three digits that stands alone; one after a word such as extension is weaker still. */
export const BARE = 2;
export const MERELY_A_NAME = 1;
/** Of several failures the last decides; challenges are answered, and what is provisional has passed. */
export const FINAL_CHALLENGE = 0.02;
export const FINAL_FAILURE = 0.03;
export const FINAL_SUCCESS = 0.01;
/** Codes of a section that are shown: a section that more pages lean on defines none of them. */
export const MOST_OF_A_SECTION = 10;

// --- signs and words together (search.js) ---

/** Of what is as short the rest of the index knows no more, or too much. */
export const SHORTEST_ASKED = 4;
/** Words of a query that has a sign and little else. */
export const MOST_BESIDE_A_SIGN = 3;
/** Complaints shown before the codes behind them. */
export const MOST_COMPLAINTS = 3;
/** Characters of a line of a paste that are told. */
export const LONGEST_LINE = 90;
/** Any sign goes before any words, which score up to about 1. */
export const SIGN_SCORE = 10;
/** A sign this much weaker than the strongest is another story. */
export const WEAKER = 4;
/** The score at which words are heard beside a sure sign. */
export const CLEAR = 0.6;
/** Milliseconds without a key after which the rest of the index is loaded, if what was typed is not certain. */
export const PAUSE = 250;
/** Answers shown to two digits: all codes that start so. */
export const MOST_BY_DIGITS = 10;
/** Characters of a paste that are read. */
export const LONGEST_QUERY = 8000;

