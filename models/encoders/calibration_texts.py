"""A fixed list of invented texts of many kinds and lengths, on which the value ranges of a graph are measured."""

from __future__ import annotations

_SENTENCES = (
    "The patient reports intermittent chest pain on exertion, relieved by rest within a few minutes.",
    "No known drug allergies. Takes metformin 500 mg twice daily and lisinopril 10 mg.",
    "Physical examination: lungs clear to auscultation bilaterally, heart regular, no murmurs.",
    "Family history is positive for diabetes mellitus and hypertension on the maternal side.",
    "Assessment: acute bronchitis, likely viral; plan: fluids, rest, return if fever persists.",
    "She underwent laparoscopic cholecystectomy without complications and was discharged on day two.",
    "Denies nausea, vomiting, diarrhea, or abdominal pain.",
    "MRI of the lumbar spine shows a mild disc bulge at L4-L5 with no nerve root compression.",
    "Randomised trial of 120 patients found no significant difference between groups (p = 0.34).",
    "Serum potassium was 5.9 mmol/L on admission and normalised after treatment.",
    "BP 142/88, HR 76, RR 16, T 98.4 F, SpO2 97% on room air.",
    "He quit smoking ten years ago and drinks a glass of wine with dinner.",
    "The bank was fined for failing to detect suspicious transfers in its foreign branches.",
    "Shares fell 4.2% after the company cut its full-year profit forecast.",
    "Quarterly net profit rises 18 pct on strong loan growth, beats estimates",
    "An employee sent a spreadsheet with customer records to the wrong recipient by mistake.",
    "Attackers exploited an unpatched web server and stole credit card data over three months.",
    "A laptop with unencrypted personal data was stolen from a parked car.",
    "I disputed a charge on my credit report and the agency never answered my letters.",
    "The debt collector keeps calling me about a loan that I paid off years ago.",
    "Rising interest rates and weak demand expose the firm to refinancing risk.",
    "Sensex ends flat; banks, metals drag while IT stocks gain",
    "Management expects liquidity to remain adequate for the next twelve months.",
    "Phishing emails led two staff members to reveal their passwords.",
    "Mortgage payment was applied late although I sent it on time.",
    "The regulator opened an inquiry into misleading statements made to investors.",
    "Water evaporates from the lake, rises as vapour, cools and condenses into clouds.",
    "Because the circuit is open, no current flows and the bulb does not light.",
    "The plant in the dark did not grow because it could not make food.",
    "A longer string makes a lower pitch than a shorter one.",
    "TCP uses a three-way handshake so that both sides agree on sequence numbers.",
    "i think the heavier ball falls faster becuase it weighs more",
    "Explain why the mixture separated after it was left to stand overnight.",
    "The student compares both samples but does not say what was kept the same.",
    "Photosynthesis turns light energy into chemical energy stored in sugar.",
    "It is an advantage that the protocol detects errors, a disadvantage that it is slower.",
    "The magnet sticks to the nail since iron is magnetic.",
    "You cannot conclude that; the experiment had no control group.",
    "instruction cache parity error corrected",
    "Failed password for invalid user admin from 10.0.0.12 port 51234 ssh2",
    "PacketResponder 1 for block blk_38865049064139660 terminating",
    "WARN  org.example.Scheduler: lost task 3.0 in stage 12.0 (TID 45, host-7): timeout",
    "2026-03-14 02:11:57,342 ERROR [worker-3] connection reset by peer; retry in 30 s",
    "generating core.2275",
    "hydraulic hose leaking on boom cylinder, replace seal and top up oil",
    "conveyor belt tripping on overload",
    "Bearing temperature high on pump P-101B, vibration 7.1 mm/s, scheduled for inspection.",
    "change out worn bucket teeth",
    "Operator noticed pressure drop at the valve; corrosion found on the flange during excavation.",
    "THE RELIEF VALVE FAILED TO CLOSE AND RELEASED GAS FOR 40 MINUTES BEFORE THE LINE WAS ISOLATED.",
    "PLC input module fault, channel 4 reads zero, wiring checked and found loose.",
    "Excavator struck the buried pipeline; the one-call centre had not been notified.",
    "engine wont start, battery flat",
    "The meeting was moved to Thursday at 3 p.m. in the larger room.",
    "Who wrote the report, and when was it published?",
    "The museum opens daily except Mondays; tickets cost 12 euros, 8 for students.",
    "Thank you!",
    "Not applicable",
    "A light rain fell all morning over the harbour, and the ferries ran an hour late.",
    "Version 2.4.1 fixes a crash when a file name contains a colon.",
)
_JOINED = (1, 2, 4, 8)


def calibration_texts() -> list[str]:
    """Some 150 texts of 1 to 8 sentences.

    Longer ones take longer and make the graph no better: mean cosine to float32 0.997 either way.
    """
    texts = list(_SENTENCES)
    for size in _JOINED[1:]:
        for start in range(0, len(_SENTENCES), 2):
            step = 7 if start % 4 else 1  # neighbours are alike; every other text mixes the kinds
            texts.append(" ".join(_SENTENCES[(start + i * step) % len(_SENTENCES)] for i in range(size)))
    return texts
