"""What stands before, behind or around a name: titles, labels, introductions, degrees, initials."""

from __future__ import annotations

import re

from domains.deidentify.linear import linear

TITLE = linear(
    r"\b(?:mr|mrs|ms|mx|dr|drs|prof|messrs)\b\.?[ \t]{1,2}(?=[^\W\d_])|\b(?:mr|mrs|ms|dr|prof)\.(?=[^\W\d_])",
    re.IGNORECASE,
)
WEAK_TITLE = linear(
    r"\b(?:Miss|Master|Doctor|Professor|Sir|Lady|Lord|Rev\.?|Reverend|Father|Mother|Sister|Brother|Nurse|"
    r"Judge|Pastor|Rabbi|Sgt\.?|Cpl\.?|Pvt\.?|Fr\.|"
    r"Sergeant|Capt\.?|Captain|Lt\.?|Officer|Detective|Herr|Frau|Mme\.?|Monsieur|Madame|Sra?\.|Uncle|Aunt|"
    r"Auntie|Grandma|Grandpa|Coach|"
    r"[Hh]usband|[Ww]ife|[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister|[Mm]other|[Ff]ather|[Ff]riend|[Nn]eighbou?r|"
    r"[Pp]artner|[Cc]arer|[Tt]eacher|"
    r"[Nn]urse|[Dd]octor|[Pp]hysician|[Ss]urgeon|[Cc]onsultant|[Pp]atient|[Pp]t|[Ss]tudent|[Pp]upil|"
    r"[Cc]lassmate|"
    r"[Hh]ubby|[Ss]ponsor|[Cc]aller|[Ii]nformant|[Ss]cribe|[Cc]haperone|[Gg]ranny|[Dd]eputy|[Oo]perator|[Ii]nmate|"
    r"[Rr]ecipient|[Dd]onor|[Aa]ide|[Ff]ellow|[Ee]mbryologist|[Dd]entist|[Hh]ygienist|[Dd]oula|[Mm]idwife|[Cc]haplain|[Rr]oommate|[Hh]ousemate|[Tt]rooper|[Ii]nterpreter|[Cc]aseworker|"
    r"[Bb]oyfriend|[Gg]irlfriend|"
    r"[Ff]ianc[eé]e?|[Cc]ousin|[Nn]iece|[Nn]ephew|[Gg]rand(?:mother|father|son|daughter|"
    r"ma|pa)|[Mm]um|[Mm]om|[Dd]ad|[Dd]tr|[Ss]tep(?:son|daughter|mother|father)|[Ll]andlord|"
    r"[Tt]herapist|[Pp]harmacist),? {1,2}(?=[^\W\d_])"
)
LABEL = linear(
    r"(?<![\w-])(?:(?:patient|pt|client|resident|member|student|pupil|candidate|child|mother|father|parent|"
    r"guardian|carer|caregiver|spouse|"
    r"husband|wife|partner|son|daughter|contact|emergency contact|next of kin|nok|physician|doctor|provider|"
    r"attending|resident|consultant|surgeon|"
    r"nurse|clinician|therapist|teacher|author|reviewer|examiner|user|first|last|middle|given|family|maiden|"
    r"full|birth|legal|sur)?[' s]{0,3}"
    r"name(?:\(s\))?|surname|forename|patient|pt|client|attending|attending physician|referring (?:physician|"
    r"doctor|provider|gp)|"
    r"(?:primary )?(?:care )?(?:physician|provider|doctor)|consultant|surgeon|assistant|anesthesiologist|pcp|"
    r"gp|clinician|examiner|"
    r"scrub|scrub nurse|circulator|circulating nurse|(?:first |1st )?assist|operator|proceduralist|endoscopist|caller|"
    r"requesting|requested by|recipient|donor|dissector|preceptor|instructor|interpreter|informant|historian|witness|"
    r"chaperone|scribe|technician|tech|esposa|esposo|hijo|hija|madre|padre|"
    r"referring|accepting|admitting|covering|on[- ]call|hospitalist|intern|midwife|doula|paramedic|rn|crna|"
    r"\w{4,18}(?:ologist|iatrist|trician)|(?:social|case) ?worker|case ?manager|adjuster|attorney|lawyer|"
    r"supervisor|boss|"
    r"(?:hc|m)?poa|(?:health ?care )?proxy|caretaker|sister|brother|aunt|uncle|cousin|niece|nephew|mom|mum|dad|"
    r"grand(?:mother|father|son|daughter|ma|pa)|boyfriend|girlfriend|fianc[e\u00e9]e?|friend|"
    r"neighbou?r|roommate|landlord|"
    r"author|signed|signature|signed by|electronically signed by|e-signed by|dictated by|transcribed by|"
    r"typed by|entered by|reviewed by|"
    r"ordering(?: (?:physician|provider|clinician))?|read by|requested by|radiologist|"
    r"seen by|referred by|authorized by|verified by|approved by|written by|prepared by|completed by|"
    r"witnessed by|accompanied by|cc|attn|attention|"
    r"next of kin|nok|emergency contact|contact(?: person)?|guardian|spouse|mother|father|husband|wife|son|"
    r"daughter|teacher|tutor|class teacher|pupil|"
    r"student|candidate|from|to|re|regarding|user|directed by|by|who|customer|holder|payee|employer)"
    r"[ \t]{0,2}[:=][ \t\n]{0,8}(?=[^\W\d_])",
    re.IGNORECASE,
)
SPOKEN = linear(
    r"\b(?:my (?:\w{1,10} )?name(?:'s| is| was)|name is|named|called|known as|goes by|call me|i am|i'm|this is|"
    r"signed by|dictated by|transcribed by|typed by|seen by|referred by|reviewed by|discussed with|"
    r"spoke (?:with|to)|accompanied by|d/w|"
    r"assisted by|performed by|interviewed by|cc|attn|follow(?:ed)?[ -]?up with|under the care of|care of|"
    r"dear|hi|hello|hey|regards|sincerely|thanks|thank you|yours|cheers|love|bye)[,;]?[ \n]{1,4}(?=[^\W\d_])",
    re.IGNORECASE,
)
DEGREE = linear(
    r",?[ \t]{1,2}(?:M\.?D|D\.?O|R\.?N|N\.?P|F\.?N\.?P|A\.?P\.?R\.?N|P\.?A-C|P\.?A|Ph\.?D|MBBS|MBChB|FRCS|"
    r"FRCP|MRCP|LPN|CNA|CRNA|PharmD|RPh|DDS|DMD|DPM|"
    r"MSW|LCSW|PsyD|Esq|BSN|MSN|DNP|FACS|FACC|Jr|Sr|III)\b\.?"
)
SURNAME_FIRST = re.compile(r"(?:\A|\n|: |\b[Bb]y |[;.] )(?P<value>[^\W\d_a-z][\w'-]{2,25}), \Z")
"""Before a first name with a degree behind it: "Faraday, Lucius MD"."""
GIVEN_BEHIND = re.compile(
    r"(?<!\.),[ \t](?P<value>[^\W\d_a-z][a-z'-]{1,20}(?: [A-Z]\b\.?)?)(?=[ \t]*(?:\n|\Z|[;(]|[ \t]{2}))"
)
"""Behind a degree that a surname bears: "Pruitt DO, Samson L"."""
INITIALS = linear(r"(?<![\w./'])(?:[^\W\d_]\.[ ]?){1,3}(?=[^\W\d_]{3})")
DASH_SIGNATURE = linear(r"(?:^|\n)[ \t]{0,4}[-~]{1,2}[ \t]{0,2}(?=[^\n\x00]{2,50}\Z)(?=[^\W\d_])")
SMALL_SURNAME = re.compile(
    r" (?:[a-z]\.? )?(?P<value>[^\W\d_]{4,20})(?='s|[.,;?!\n]|$| (?:in|on|at|and|is|was|lives)\b)"
)
CAPITALISED = r"[^\W\d_a-z][^\W\d_]{2,25}"
PART = rf"(?:{CAPITALISED}|[^\W\d_a-z]\.?)"
BEFORE = re.compile(rf"(?<![\w./])(?P<value>{PART}(?: {PART}){{0,2}}) \Z")
AFTER = re.compile(rf" (?P<value>{CAPITALISED})(?![\w:])")
NAME_LINE = linear(
    rf"(?:^|\n)[ \t>*?]{{0,8}}(?P<value>{CAPITALISED}(?: (?:[^\W\d_]\.?|{CAPITALISED})){{1,3}})[ \t]{{0,4}}(?=\n|$)"
)
PAIR = linear(rf"(?<=[a-z,] )(?P<value>{CAPITALISED}(?: (?:[^\W\d_a-z]\.?|{CAPITALISED})){{1,3}})(?![\w:])")
NAMED = linear(
    r"\b(?:(?:first |last |full |patient |sur)?name|my name)[ \t]{0,2}(?:is|:|=)[ \t]{1,8}(?=[^\W\d_])",
    re.IGNORECASE,
)
