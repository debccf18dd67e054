"""What notes are put together from: heads, paragraphs, tables and signatures, with slots in braces.

A slot of a name is `p_`, `d_` or `r_` (patient, doctor, relative) and a form of the name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Book:
    """Passages by where they stand in a note."""

    heads: tuple[str, ...]
    bodies: tuple[str, ...]
    tables: tuple[str, ...]
    ends: tuple[str, ...]


BOOK = Book(
    heads=(
        "PATIENT: {p_full}\nMRN: {mrn}\nDOB: {birth}\nDATE OF SERVICE: {date}\nATTENDING: Dr. {d_last}",
        "Patient Name: {p_list}    MRN: {mrn}    DOB: {birth}\nFacility: {hospital}\nAdmit Date: {date}",
        "{hospital}\n{address}\nTel: {phone}  Fax: {fax}\n\nRE: {p_full}, DOB {birth}",
        "DISCHARGE SUMMARY\nName: {p_shout}\nMed Rec #: {mrn}\nAcct #: {account}\nAdmitted: {date}\nDischarged: {date}",
        "Dear Dr. {d_last},\n\nThank you for referring {p_plain}, whom I saw on {date} for {problem}.",
        "Clinic note {date}. Pt {p_letter} ({mrn}) seen by {d_plain}, {degree}.",
        "{date} -- {p_plain} -- MRN {mrn} -- {hospital}",
        "PROGRESS NOTE  {moment}\npt: {p_small}\nhosp no: {mrn}\nSubjective: {age}yo {sex} with {problem}.",
        "Consultation requested by {d_plain}, {degree} regarding {p_plain}.",
    ),
    bodies=(
        "HPI: {p_plain} is a {age}-year-old {sex} with {problem} who presents with pain in the {anatomy} for {span}.",
        "HISTORY: This {old_age}-year-old {sex} has {problem} and {eponym}. {plain}",
        "Mr. {p_last} is a {old_age} y/o {sex} admitted from {hospital} with {problem}.",
        "Ms. {p_last}'s {relation} {r_plain} was at bedside. {plain}".replace("{relation}", "daughter"),
        "Her husband, {r_plain}, can be reached at {phone}. {plain}",
        "Next of kin: {r_full} (son), {phone}",
        "Emergency contact: {r_first}, {phone}, {email}",
        "SOCIAL HX: Lives at {address}. Retired teacher from {school}. {plain}",
        "Social: lives in {town} with wife {r_first}; moved from {town_state} in {year}.",
        "She was born in {town} and grew up in {town_state}. {plain}",
        "Home address {street}, {town}; ZIP {post_code}.",
        "Visited her sister in {town} on {date} and fell ill {span} later.",
        "PMH: {problem}, {eponym}, {problem} (dx {year}). {lab}.",
        "PSH: {eponym} repair on {date} at {hospital} by Dr. {d_plain}.",
        "MEDS: {drug} {dose}; {drug} {dose}; {drug} {dose}.",
        "ALLERGIES: {drug} (rash), noted {date}.",
        "VITALS: {vitals}. Pain {score}.",
        "EXAM: {exam} {exam} {eponym} negative. {anatomy} tender.",
        "LABS ({date}): {lab}, {lab}, {lab}.",
        "IMAGING: CT of {anatomy} dated {date} shows no acute process. Compared with {month}.",
        "Discussed with {d_full} on {moment}; agrees with {drug} {dose}.",
        "INSURANCE: Member ID {plan}, Group {other}. SSN {ssn}.",
        "Medicare no. {plan}; social security number {ssn}.",
        "Health plan ID: {plan}\nSubscriber: {r_list}",
        "Billing account {account} was closed on {date}.",
        "Guarantor account number: {account}. Card on file {account}.",
        "Driver's license {licence} on file; drives plate {plate}, VIN {vin}.",
        "Brought in by EMS after MVC, vehicle with license plate {plate}. {vitals}",
        "DEA {licence} of Dr. {d_last}; NPI {licence}.",
        "{device} implanted {date}, serial number {serial}, interrogated today.",
        "Device check: {device}, S/N {serial}, battery good. {plain}",
        "UDI of the {device}: {serial}.",
        "Portal message sent to {email}; see {url} for the video visit.",
        "Telehealth visit from IP {ip}. Consent under {url}.",
        "Login from {ip} at {moment} by {d_letter}.",
        "Fingerprint template {biometric} enrolled for pharmacy access.",
        "Voice print ID {biometric} verified; iris scan {biometric} on file.",
        "Biometric ID: {biometric}. {plain}",
        "Wound photographed, see {photo}. Dressing changed. {plain}",
        "Facial photograph {photo} uploaded on {date}.",
        "Fax results to {fax}. Call {phone} with questions.",
        "Records faxed to {d_plain} at {fax} on {date}.",
        "Cell {phone}; work {phone}; e-mail {email}.",
        "Trial subject ID {other}, enrolled {month}. {lab}.",
        "Employee badge {other}; student ID {other}.",
        "Specimen #{mrn} received {date}: {problem} not excluded.",
        "I spoke with {r_first} about {drug} and {eponym}. {plain}",
        "{p_first} tolerated the procedure well. {p_last} will return in {span}.",
        "pt {p_last} c/o {problem} x {span}, {exam}",
        "Per {d_letter}, continue {drug} {dose}. {p_last} understands.",
        "Seen with resident {d_plain} and student {r_plain}. {score}.",
        "Pt initials {p_initials}; {age} yo {sex}; {problem}; {eponym}.",
        "{eponym} was suspected by {d_last}, but {lab} argues against it.",
        "ROS: {plain} {plain} {plain}",
        "ASSESSMENT: {problem}, {problem}. {eponym} less likely. {plain}",
        "PLAN: start {drug} {dose}. Follow up with {d_last} on {date} in {town}.",
        "Transferred to {hospital}, {town_state}, on {date} for {eponym}.",
    ),
    tables=(
        "| Date | Test | Result | Ordered by |\n| {date} | CBC | {lab} | {d_last} |\n| {date} "
        "| BMP | {lab} | {d_plain} |",
        "Name\tRelation\tPhone\n{r_plain}\tbrother\t{phone}\n{r_full}\tguardian\t{phone}",
        "DATE        PROVIDER        NOTE\n{date}   {d_list}   {plain}\n{date}   {d_letter}   {lab}",
        "MRN,DOB,LAST,FIRST\n{mrn},{birth},{p_last},{p_first}",
    ),
    ends=(
        "Electronically signed by {d_full}, {degree} on {moment}",
        "Dictated by: {d_plain}, {degree}\nTranscribed: {date}\ncc: {r_plain}",
        "-- {d_plain} {degree}, pager {phone}",
        "Sincerely,\n{d_plain}, {degree}\n{hospital}\n{town_state} {post_code}",
        "Signed: {d_letter} {date}",
        "{d_shout}, {degree}\n{hospital}",
        "Respectfully,\nDr. {d_plain}\nLic. No. {licence}",
    ),
)
