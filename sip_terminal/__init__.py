"""The reference of SIP response codes in a terminal: `sipcodes 486`, `sipcodes busy`, `sipcodes < trace.log`.

It holds what the site says and asks its own scripts, so that it answers as the site does. Nothing is fetched or sent.
"""
