"""The generator of the SIP response code reference: content → load → model → render → check → publish."""
