// Reads a session description (RFC 8866) as far as a call depends on it.

/** @import { Media, Sdp } from "../types.d.ts" */

/** The payload types that need no rtpmap (RFC 3551 §6). */
const STATIC = new Map(
  Object.entries({ 0: "PCMU", 3: "GSM", 4: "G723", 8: "PCMA", 9: "G722", 13: "CN", 15: "G728", 18: "G729" }),
);

/** @param {string} body @returns {Sdp} */
export const parseSdp = (body) => {
  /** @type {Sdp} */
  const sdp = { address: "", media: [] };
  /** @type {Media | undefined} */
  let media;
  let direction = "sendrecv";
  let keyed = false;
  let fingerprint = false;
  for (const line of body.split("\n")) {
    const kind = line.slice(0, 2);
    const value = line.slice(2).trim();
    if (kind === "c=") {
      const address = value.split(/\s+/)[2] ?? "";
      if (media) media.address = address.split("/")[0];
      else sdp.address = address.split("/")[0];
    } else if (kind === "m=") {
      const [name = "", port = "0", protocol = "", ...types] = value.split(/\s+/);
      const codecs = types.map((type) => STATIC.get(type) ?? type);
      media = {
        kind: name,
        port: Number.parseInt(port, 10) || 0,
        protocol,
        codecs,
        direction,
        address: sdp.address,
        keyed,
        fingerprint,
      };
      sdp.media.push(media);
    } else if (kind === "a=") {
      const [, type, codec] = /^rtpmap:(\d+) ([^/\s]+)/.exec(value) ?? [];
      const way = /^(sendrecv|sendonly|recvonly|inactive)$/.exec(value)?.[1];
      if (type && media) media.codecs = media.codecs.map((name) => (name === type ? codec.toUpperCase() : name));
      else if (way && media) media.direction = way;
      else if (way) direction = way;
      else if (value.startsWith("crypto:")) {
        if (media) media.keyed = true;
        else keyed = true;
      } else if (value.startsWith("fingerprint:")) {
        if (media) media.fingerprint = true;
        else fingerprint = true;
      }
    }
  }
  return sdp;
};

/** Whether media are encrypted. @param {Media} media */
export const isSecure = ({ protocol, keyed, fingerprint }) => /SAVP/.test(protocol) || keyed || fingerprint;

/** Codecs that carry a voice: comfort noise and keys carry none. @param {Media} media */
export const voices = ({ codecs }) => codecs.filter((codec) => !/^(?:CN|TELEPHONE-EVENT|\d+)$/.test(codec));
