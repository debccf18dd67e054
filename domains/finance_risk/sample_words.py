"""The phrases synthetic finance sentences are made of. All companies are invented."""

from __future__ import annotations

LABELS = {"credit": 125, "operational": 115, "market": 100, "cyber": 95, "legal": 85, "liquidity": 80}
"""Rows by risk category: mildly imbalanced, as in a bank's incident register."""

CONFUSIONS = {
    "credit": ("liquidity", "market"),
    "market": ("liquidity", "credit"),
    "liquidity": ("credit", "market"),
    "operational": ("cyber", "legal"),
    "cyber": ("operational",),
    "legal": ("operational", "credit"),
}

SLOTS = {
    "first": (
        "Alder", "Birch", "Calder", "Dunmore", "Elm", "Fairwater", "Garnet", "Halden", "Ivory", "Juniper", "Kestrel",
        "Larch", "Merrow", "Norvale", "Ostrava", "Pinecrest", "Quarry", "Rowan", "Selwyn", "Thornbury",
    ),
    "second": (
        "Bank", "Capital", "Holdings", "Mutual", "Credit Union", "Insurance", "Finance", "Payments",
        "Asset Management", "Leasing",
    ),
    "money": (
        "${n}.{d}mn", "EUR {n} million", "£{n}.{d}m", "USD {n}.{d} million", "${n},{ddd},000", "CHF {n}mn",
        "€{n}.{d} bn",
    ),
    "n": ("2", "3", "5", "7", "11", "14", "18", "23", "31", "46", "58", "72"),
    "d": ("1", "2", "4", "5", "7", "8"),
    "ddd": ("120", "250", "400", "675", "900"),
    "pct": ("{n}.{d}%", "{n} per cent", "{n}%", "{n}.{d} percent"),
    "when": (
        "in the first quarter", "in Q2", "in the third quarter", "last year", "in March", "in October", "overnight",
        "during the half year", "since year end", "this month",
    ),
    "unit": (
        "the retail unit", "our commercial lending desk", "the treasury team", "the Nordic branch",
        "the cards business", "the brokerage arm", "the leasing book", "the payments unit", "our custody business",
        "the pensions unit",
    ),
    "sector": (
        "commercial property", "shipping", "hospitality", "agriculture", "energy", "retail", "construction",
        "automotive",
    ),
    "system": (
        "the core banking platform", "the payments gateway", "the trading system", "the client portal",
        "the data warehouse", "the mobile app", "the reconciliation engine", "the loan origination system",
    ),
    "hours": ("two hours", "most of a day", "6 hours", "nearly three days", "40 minutes", "a weekend"),
    "people": ("customers", "clients", "policyholders", "account holders", "investors", "borrowers"),
    "count": ("about 400", "1,250", "some 18,000", "fewer than 50", "7,300", "an unknown number of"),
    "body": (
        "the regulator", "the supervisory authority", "the securities commission", "the central bank",
        "the ombudsman", "the competition authority",
    ),
    "staff": (
        "an employee", "a contractor", "a junior dealer", "the branch manager", "a temporary clerk",
        "a former employee",
    ),
}  # fmt: skip

EVENTS = {
    "credit": (
        "two large borrowers in {sector} missed interest payments",
        "impairments on the {sector} book rose by {money}",
        "the share of loans more than 90 days past due reached {pct}",
        "a counterparty in {sector} filed for insolvency owing us {money}",
        "we lowered the internal rating of several {sector} names",
        "expected losses on unsecured consumer lending went up {pct}",
        "a guarantor could not honour a guarantee of {money}",
        "recoveries on written-off {sector} loans fell short of plan",
        "exposure to a single {sector} group now exceeds the internal limit",
        "borrowers asked to restructure facilities worth {money}",
    ),
    "market": (
        "a parallel shift in rates cut the value of the bond portfolio by {money}",
        "the trading book lost {money} as volatility jumped",
        "the currency hedge covered only {pct} of the foreign exposure",
        "equity holdings were marked down {pct}",
        "wider credit spreads took {money} off the available-for-sale portfolio",
        "commodity prices moved against the {sector} positions",
        "value at risk exceeded its limit on {n} days",
        "the basis between cash and futures widened, costing {money}",
        "falling share prices reduced fee income from managed funds by {pct}",
        "the stronger dollar reduced translated earnings by {pct}",
    ),
    "liquidity": (
        "deposit outflows reached {pct} in a week",
        "a short-term funding line of {money} was not renewed",
        "margin calls of {money} had to be met within a day",
        "the coverage ratio of liquid assets fell to {n}{n} percent",
        "commercial paper could only be placed at much shorter terms",
        "a downgrade would oblige us to post further collateral of {money}",
        "redemption requests at a property fund exceeded its cash",
        "refinancing of bonds worth {money} due next year is not yet secured",
        "undrawn facilities may not be available when they are needed",
        "large depositors moved their balances to other institutions",
    ),
    "operational": (
        "{staff} entered a payment of {money} twice",
        "{system} was down for {hours} after a failed upgrade",
        "a reconciliation break of {money} went unnoticed {when}",
        "statements were posted to the wrong {people}",
        "a supplier failed to deliver card stock and {count} {people} waited",
        "manual workarounds led to errors in {count} accounts",
        "{staff} bypassed the second approval and hid losses of {money}",
        "a fire at the processing centre stopped work for {hours}",
        "the wrong interest rate was applied to {count} accounts",
        "key staff left {unit} and a filing deadline was missed",
    ),
    "cyber": (
        "attackers reached {system} with a supplier's credentials",
        "ransomware encrypted file servers of {unit}",
        "a phishing message gave strangers access to {count} mailboxes",
        "records of {count} {people} were copied from {system}",
        "a denial-of-service attack kept {system} offline for {hours}",
        "an unpatched flaw in {system} was exploited",
        "malware was found on terminals of {unit}",
        "stolen passwords were used to log in to {count} accounts",
        "{staff} sent a client list to a private mailbox after an intrusion",
        "data held by a hosting provider of {unit} appeared for sale online",
    ),
    "legal": (
        "{body} fined us {money} over disclosures to {people}",
        "{people} filed a class action claiming {money}",
        "a court set aside the fee clause in {sector} contracts",
        "{body} opened an inquiry into how {unit} sold products",
        "we set aside {money} for a dispute with a former partner",
        "the licence of {unit} was made subject to conditions",
        "a settlement of {money} was agreed without admission",
        "new rules on {sector} lending may oblige us to change contracts",
        "a competitor claims that {system} infringes its patent",
        "money-laundering controls of {unit} were found wanting by {body}",
    ),
}

BORDERLINE = {
    ("operational", "cyber"): (
        "{system} was unavailable for {hours} and {count} {people} could not log in",
        "personal details of {count} {people} were exposed through {system}",
        "payments of {money} went to an account that was not the supplier's",
        "access rights of {staff} had not been withdrawn",
    ),
    ("credit", "liquidity"): (
        "a {sector} client drew its whole facility of {money} at once",
        "covenants on loans of {money} were breached and waivers are being discussed",
        "a downgrade in {sector} led to higher collateral requirements",
        "repayments of {money} due {when} were deferred",
    ),
    ("market", "liquidity"): (
        "bid-ask spreads in {sector} bonds widened and positions of {money} could not be sold",
        "prices for {sector} assets were hard to obtain and reserves of {money} were sold at a loss",
        "rates moved sharply and cash of {money} had to be posted to the clearing house",
    ),
    ("market", "credit"): (
        "securities issued by {sector} companies lost {pct} of their value",
        "the value of a swap with a {sector} counterparty swung by {money}",
    ),
    ("legal", "operational"): (
        "{unit} charged {count} {people} fees that were not agreed",
        "reports to {body} were late and contained errors",
        "compensation of {money} was paid to {count} {people} after complaints",
    ),
    ("legal", "cyber"): (
        "{body} was notified that data of {count} {people} had been disclosed",
        "{count} {people} were told that their records may have been seen by others",
    ),
}

CONSEQUENCES = (
    "we expect a charge of {money}",
    "the board was informed",
    "results may be lower than planned",
    "{body} has been told",
    "the matter is under review",
    "further losses cannot be ruled out",
    "capital remains above the required level",
    "{count} {people} were affected",
    "controls have been tightened",
    "an external adviser was engaged",
    "the amount is not material to the group",
    "insurance may cover part of it",
)

SHORT = {
    "customers": "custs", "account holders": "a/c holders", "accounts": "accts", "percent": "pct", "per cent": "%",
    "management": "mgmt", "million": "mn", "interest": "int.", "payment": "pymt", "quarter": "qtr", "and": "&",
    "regulator": "reg.", "department": "dept", "information": "info",
}  # fmt: skip
