"""Passages written when the rules were nearly done, in other words and layouts than those they were tuned on.

Rules are not to be changed to fit these: they say what to expect of notes that nobody looked at.
"""

from __future__ import annotations

from benchmarks.clinical_notes.passages import Book

HELD_OUT = Book(
    heads=(
        "** {hospital} **  OPERATIVE REPORT\nPt: {p_list} | #{mrn} | b. {birth}\nSurgeon {d_plain} {degree}",
        "NURSING SHIFT NOTE {moment}\nRoom 12, {p_last}, {age}{sex}. Assumed care from {d_first}.",
        "Name {p_plain}  Birthdate {birth}  Chart number {mrn}  Visit {date}",
        "To whom it may concern: {p_plain}, whose date of birth is {birth}, was under my care until {date}.",
        "ED TRIAGE: {age} y {sex} walked in at {moment}. Identified by wristband as {p_plain}, MRN {mrn}.",
        "{d_full}, {degree}\nPsychotherapy note, session of {date}\nClient: {p_plain}",
    ),
    bodies=(
        "Family meeting held with {r_plain} and {d_plain}; goals of care reviewed. {plain}",
        "{p_first} says that {r_first} drove up from {town} on {date}. {plain}",
        "Pathology accession {mrn}, slides reviewed by {d_plain}. {problem} confirmed.",
        "Her neighbour {r_plain} found her on the floor; she had last been seen in {month}.",
        "Discharged to {hospital}; report given to nurse {r_plain} at {phone}.",
        "Occupation: welder at a yard near {town}. Mailing address is {address}.",
        "Insured through policy number {plan}; secondary coverage ID {plan}.",
        "Copay charged to account {account}. Social Security: {ssn}.",
        "Pump model 5, serial {serial}; lot number {serial}. Alarm limits reviewed.",
        "Commercial driver, licence number {licence}; truck VIN {vin}; tag number {plate}.",
        "Image file {photo} shows the ulcer at {score}. Thumbprint {biometric} taken for the vault.",
        "Retinal scan {biometric} matched. Video visit at {url}, client address {ip}.",
        "Please send the report to {email} or by fax {fax}.",
        "At {old_age} years of age she is the oldest resident of {hospital}. {plain}",
        "Study participant number {other}; visit of {date} completed by {d_letter}.",
        "Reviewed {lab} and {lab} with Dr {d_last}. {drug} {dose} stopped because of rash.",
        "{drug} was raised to {dose} by {d_last} on {date}. {eponym} again considered.",
        "Mother ({r_plain}, age {age}) has {problem}; father had {eponym}. {plain}",
        "S: pain {score}. O: {vitals}. {exam} A: {problem}. P: {drug} {dose}; return {date}.",
        "Interpreter {r_plain} present. Consent signed {date}. {anatomy} marked.",
        "Wound of the {anatomy} measures 3 x 4 cm; {drug} applied. {plain}",
        "Last mammogram {month}; last colonoscopy {year}. {lab}. {plain}",
        "The patient's daughter-in-law, {r_plain}, lives in {town_state} and calls from {phone}.",
        "Consulted {d_plain} ({degree}) in {town}; she advises {drug} {dose}.",
    ),
    tables=(
        "Time,Nurse,BP\n{moment},{d_plain},120/80\n{moment},{r_plain},118/76",
        "Contact list:\n1. {r_plain} - {phone}\n2. {d_plain} - {phone}",
    ),
    ends=(
        "/s/ {d_plain}, {degree} {moment}",
        "Report dictated {date} by {d_letter} and typed by {r_plain}.",
        "Thank you,\n{d_first} {d_last}\n{street}, {town}",
        "Attestation: I, {d_plain}, saw and examined the patient on {date}.",
    ),
)
