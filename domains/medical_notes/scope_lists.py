"""The phrases of negation, doubt, kin and past that version 1 of the step knew, a bar between any two.

Those that came later stand in `scope_triggers`, by the version that brought them.
"""

PSEUDO = """no increase|no further increase|no significant change|no change|no interval change|
no suspicious change|no significant interval change|not only|not necessarily|gram negative|not certain if|
not certain whether|without difficulty|no further|not drain|without further|not extend|not cause|
no longer requiring|no need for|not been able|not able to|could not be assessed|not known to|not sure|
unable to assess|no doubt|no matter|without incident|without complication|without complications|negative pressure|
history taking|history and physical|history of present illness|past due|if not|no time|not a candidate for|
father to|mother to|grandmother to|prior to|over the past|for the past|during the past|in the past few|
in the past two|in the past three|in the past week|in the past month|in the past day|in the past 24|
in the past several|in the past 2|in the past 3|in the past couple|lives with her mother|lives with his mother|
lives with mother|lives with her|lives with his|brought in by his mother|brought in by her mother|
brought in by mother|accompanied by her mother|accompanied by his mother|accompanied by mother|per mother|
per family|family meeting|family doctor|family physician|family practice|not on|not taking|not yet started|
no more than|possible to|where possible|if possible|as possible|no better|not improved|not improving|not resolved|
not gone|no improvement|no relief|without relief|without improvement|as likely as|likely to be discharged"""

NEGATED_AFTER = """no|denies|denied|denying|deny|not|without|no evidence of|no signs of|no sign of|no history of|
no complaints of|was negative for|were negative for|is negative for|are negative for|no complaint of|absence of|
negative for|never|never had|free of|rules out|ruled out for|rule him out for|no evidence for|fails to reveal|
failed to reveal|failed to show|fails to show|does not have|did not have|has not had|has no|had no|with no|no new|
no known|no acute|no obvious|no definite|no apparent|no palpable|non|not demonstrate|not have|not show|not reveal|
not appreciate|not feel|not see|nor|neither|unremarkable for|w/o|not associated with|lack of|lacks|lacked|
cannot see|no suggestion of|no findings of|no indication of|no symptoms of|does not complain of|
not complaining of|no radiographic evidence of|no mammographic evidence of|to exclude any|declines any|free from|
resolution of|cleared of|excluded|ruled out|is not|are not|was not|were not|isn't|wasn't|doesn't have|didn't have|
hasn't had|neg for|neg|(-)"""
NEGATED_BEFORE = """was ruled out|were ruled out|is ruled out|are ruled out|has been ruled out|
have been ruled out|ruled out|was excluded|were excluded|is excluded|has been excluded|have been excluded|
unlikely|is unlikely|was unlikely|are unlikely|was negative|were negative|is negative|are negative|negative|
was absent|were absent|is absent|are absent|absent|not seen|was not seen|were not seen|is not seen|are not seen|
not present|is not present|was not present|are not present|not identified|not found|was not found|not appreciated|
was not appreciated|was not identified|was not detected|was not noted|was not palpable|is not palpable|
were not appreciated|were not identified|are not identified|is not identified|not noted|not detected|
not demonstrated|not visualized|not visualised|not evident|not observed|not palpable|none|denied|is denied|
are denied|was denied|were denied|resolved|has resolved|have resolved|free|neg|nil|non-existent|: no|: none|
: negative|: denies|: absent|: nil"""
UNCERTAIN_AFTER = """possible|possibly|probable|probably|likely|suspected|suspect|suspicious for|suspicion of|
suspicion for|concern for|concerning for|question of|questionable|may have|might have|may be|might be|could be|
could have|could represent|may represent|might represent|rule out|r/o|to rule out|evaluate for|to evaluate for|
evaluated for|cannot exclude|can not exclude|cannot rule out|can not rule out|not excluded|
consistent with possible|suggestive of|suggesting|suggests|appears to be|appears to have|presumed|presumably|
presumptive|differential includes|differential diagnosis includes|versus|vs|vs.|worrisome for|perhaps|maybe|query|
?|unclear if|unclear whether|uncertain if|concerned about|worried about|not certain if|not certain whether|
not sure if|unsure if|thought to be|compatible with|rather than|return if|return for|if|should|in case of|
be ruled out for|ought to be ruled out for|workup for|work-up for|work up for|risk of|at risk for|risk for|
precautions|watch for|monitor for|call for|seems to be"""
UNCERTAIN_BEFORE = """is possible|was possible|are possible|possible|is suspected|was suspected|are suspected|
suspected|is likely|was likely|likely|probable|is probable|cannot be excluded|can not be excluded|
could not be excluded|cannot be ruled out|can not be ruled out|could not be ruled out|is not excluded|
not ruled out|has not been ruled out|is questionable|questionable|was questionable|is in the differential|
remains in the differential|is considered|was considered|being considered|is uncertain|remains uncertain|
to be ruled out|must be ruled out|should be ruled out|will be ruled out|is a possibility|is a concern|
is of concern"""
RELATIVES = """mother|father|sister|brother|sisters|brothers|parents|parent|siblings|sibling|grandmother|
grandfather|grandparents|aunt|uncle|aunts|uncles|cousin|cousins|son|daughter|niece|nephew|mom|dad|mum|paternal|
maternal|mother's|father's|sister's|brother's|relatives|first-degree relative|first-degree relatives|
family history of|family history is positive for|family history significant for|family hx of|fh of|fhx of|fh|fhx|
famhx|runs in the family|twin"""
FAMILY_BEFORE = """in her mother|in his mother|in the mother|in her father|in his father|in the father|
in her sister|in his sister|in her brother|in his brother|in the family|in a sister|in a brother|in an aunt|
in an uncle|in a cousin|in a grandparent|in a first-degree relative|in first-degree relatives|in both parents|
in her family|in his family|runs in the family|in her parents|in his parents|on the maternal side|
on the paternal side|in her grandmother|in his grandmother|in her grandfather|in his grandfather|in a daughter|
in a son|in her son|in her daughter|in his son|in his daughter|in siblings"""
HISTORICAL_AFTER = """history of|history significant for|history is significant for|history notable for|
past history of|h/o|hx of|hx|prior|previous|previously|remote|status post|s/p|past medical history of|
past medical history significant for|past medical history includes|medical history includes|known history of|
pmh of|pmhx of|pmh|pmhx|former|formerly|childhood"""
HISTORICAL_BEFORE = """in the past|years ago|year ago|as a child|in childhood|in his youth|in her youth|
months ago|when younger|previously|in remission"""
END = """but|however|nevertheless|yet|though|although|still|except|except for|aside from|apart from|other than|
besides|because|since|cause of|cause for|causes of|reason for|reasons for|secondary to|due to|owing to|presents|
presenting|presented|reports|complains|endorses|admits|states|stated|said|notes|which|who|whose|where|that has|
that have|source of|etiology of|origin of|as a cause of|as the cause of|as a source of|on exam|today|now|
currently|at present|is here|was admitted|is admitted|comes in|came in|remains|continues to|improved with|
who presents|shows|showed|demonstrates|demonstrated|reveals|revealed|found to have|was found|is found|and has|
and had|and reports|and is|and was|and now|he|she|patient|pt"""
