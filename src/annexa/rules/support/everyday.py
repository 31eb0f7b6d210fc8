"""Words in capitals that no reader has to have spelled out."""

from typing import Final


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ORDINARY: Final = _words("""
    A I AM AN AND ALL ANY ARE AS AT BE BUT BY CAN DO DRAFT END FOR FROM GO HAS HAVE HOW IF IN IS IT MAY ME MUST MY NEW
    NO NONE NOT NOTE NOW OF OFFICIAL OLD ON ONE ONLY OR OUR OUT PAGE PART PLEASE PM SEE SO SENSITIVE THAT THE THEN THIS
    TO TOTAL TWO UP US USE WAS WE WHAT WHEN WHO WHY WILL WITH YES YOU YOUR ACTION ACTIONS AGENDA APPENDIX CLOSED
    COMPLETE CONFIDENTIAL DATE FINAL GREEN AMBER RED HIGH LOW MEDIUM MINUTES NAME OPEN OVERVIEW PRIVATE REPORT SIGNED
    STATUS SUMMARY TABLE TITLE URGENT
""")
"""Ordinary words that people write in capitals for weight."""

MARKS: Final = _words("""
    AD BBC BC CD DVD EU FAQ FAQS HTML ID MP NA NB OK PC PDF PIN PO PS RSVP TBA TBC TODO TV UK URL USA VAT WWW XML
""")
"""What stands in any dictionary of everyday English, with marks such as "to be confirmed"."""

UNITS: Final = _words("GB KB MB TB KM MM CM KG GMT BST UTC MHZ GHZ KWH DPI")

KNOWN: Final = _words("""
    AGM AOB AOCB ASAP BCC CEO CET CV DIY DNA DONM EST FYI GCSE GCSES GPS HQ HR ICT IT PA PE PR QR SIM SMS USB VIP WIFI
    MON TUE TUES WED THU THUR THURS FRI SAT SUN JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC AM PM
    GBP EUR USD CHF AUD CAD NZD JPY CNY INR SEK NOK DKK PLN CZK HUF ZAR
    ML MG KJ KW MW GW MPH KMH KPH DB HZ PSI SQM SQFT
    OBE MBE CBE KBE DBE CH KC QC JP DL BA BSC BED BENG LLB MA MSC MBA MED MPHIL PHD EDD DPHIL DCLINPSY PGCE FRCP FRSA
""")
"""Everyday words, days and months, currencies, units, honours and degrees; in capitals, whatever the text writes.

They are kept apart from MARKS because a document may define one of them as something else, such as HR for heart rate.
"""
