//! Facts as the profile file a person would write.

use huiqi_reference::{Class, Decimal, Deed, Employed, Facts, Form, Kind, Method, Status, Supply, VehicleKind, When};
use std::fmt::Write;

pub fn form(form: Form) -> &'static str {
    match form {
        Form::Individual => "individual-business",
        Form::Sole => "sole-proprietorship",
        Form::Partnership => "partnership",
        Form::OnePerson => "one-person-company",
        Form::Company => "company",
    }
}

fn when(when: When) -> String {
    match when {
        When::Month(month) => format!("{month:02}"),
        When::Quarter(quarter) => format!("Q{quarter}"),
    }
}

fn rate(rate: Decimal) -> String {
    format!("{}%", (rate * Decimal::from(100)).normalize())
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Goods => "goods",
        Kind::Services => "services",
        Kind::LabourDispatch => "labour-dispatch",
        Kind::RealEstateSale => "real-estate-sale",
        Kind::RealEstateLease => "real-estate-lease",
        Kind::HousingLease => "housing-lease",
        Kind::LandUseRight => "land-use-right",
    }
}

fn supply(supply: Supply) -> &'static str {
    match supply {
        Supply::PublicTransport => "public-transport",
        Supply::LivingServices => "living-services",
        Supply::ExpressDelivery => "express-delivery",
        Supply::Vegetables => "vegetables",
        Supply::MeatAndEggs => "meat-and-eggs",
        Supply::OwnFarmProducts => "own-farm-products",
        Supply::FarmInputs => "farm-inputs",
        Supply::Feed => "feed",
        Supply::Medical => "medical",
        Supply::Nursery => "nursery",
        Supply::ElderCare => "elder-care",
        Supply::Funeral => "funeral",
        Supply::Schooling => "schooling",
        Supply::DisabledPerson => "disabled-person",
        Supply::SoldierFamily => "soldier-family",
        Supply::DischargedOfficer => "discharged-officer",
        Supply::Housekeeping => "housekeeping",
        Supply::HeldHousing => "held-housing",
    }
}

fn deed(deed: Deed) -> &'static str {
    match deed {
        Deed::Loan => "loan",
        Deed::FinanceLease => "finance-lease",
        Deed::Sale => "sale",
        Deed::Work => "work",
        Deed::SurveyDesign => "survey-design",
        Deed::Construction => "construction",
        Deed::Transport => "transport",
        Deed::Technology => "technology",
        Deed::Lease => "lease",
        Deed::Storage => "storage",
        Deed::Warehousing => "warehousing",
        Deed::PropertyInsurance => "property-insurance",
        Deed::LandUseRight => "land-use-right",
        Deed::RealEstateTransfer => "real-estate-transfer",
        Deed::EquityTransfer => "equity-transfer",
        Deed::IpTransfer => "ip-transfer",
        Deed::Capital => "capital",
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Electronic => "electronic",
        Class::Vehicle => "vehicle",
        Class::Tools => "tools",
        Class::Machine => "machine",
    }
}

fn person_is(status: Status) -> &'static str {
    match status {
        Status::Disabled => "disabled",
        Status::LoneElderly => "lone-elderly",
        Status::MartyrFamily => "martyr-family",
        Status::SoldierFamily => "soldier-family",
        Status::DischargedOfficer => "discharged-officer",
    }
}

fn months((from, to): (u32, u32)) -> String {
    format!("from = \"{from:02}\"\nto = \"{to:02}\"\n")
}

/// The profile file.
pub fn profile(f: &Facts) -> String {
    let mut out = String::with_capacity(2048);
    write(f, &mut out).expect("a string takes everything");
    out
}

fn write(f: &Facts, out: &mut String) -> std::fmt::Result {
    let locality = ["city", "county-town", "elsewhere"][f.locality];
    writeln!(out, "name = \"generated\"\nyear = {}\nplace = \"{}\"\nlocality = \"{locality}\"", f.year, f.place)?;
    writeln!(out, "industry = \"{}\"\nform = \"{}\"", f.industry, form(f.form))?;
    if let Some(individual) = f.movables_as_individual {
        writeln!(out, "movables_as_individual = {individual}")?;
    }
    if let Some(told) = f.water_fund {
        writeln!(out, "water_fund_rate = \"{}\"", rate(told))?;
    }
    if f.housing_rental {
        writeln!(out, "housing_rental = true")?;
    }
    let (status, filing) = (if f.general { "general" } else { "small-scale" }, if f.monthly { "month" } else { "quarter" });
    writeln!(out, "\n[vat]\nstatus = \"{status}\"\nfiling = \"{filing}\"")?;
    if let Some(from) = f.general_from {
        writeln!(out, "general_from = \"{from:02}\"")?;
    }
    if f.general {
        writeln!(out, "opening_credit = \"{}\"\nopening_addition = \"{}\"", f.opening_credit, f.opening_addition)?;
    }
    if let Some((consumer, share)) = f.addition {
        let class = match (f.advanced_manufacturer, consumer) {
            (true, _) => "advanced-manufacturing",
            (false, true) => "consumer",
            (false, false) => "production",
        };
        writeln!(out, "addition = \"{class}\"\naddition_share = \"{}\"", rate(share))?;
    }
    trade(f, out)?;
    holdings(f, out)?;
    people(f, out)
}

fn trade(f: &Facts, out: &mut String) -> std::fmt::Result {
    for sale in &f.sales {
        writeln!(out, "\n[[sales]]\nperiod = \"{}\"\nkind = \"{}\"\namount = \"{}\"", when(sale.when), kind(sale.kind), sale.amount)?;
        for (said, line) in [
            (sale.net, "prices = \"net\""),
            (sale.special, "invoice = \"special\""),
            (sale.waives_reduction, "levy_rate = \"3%\""),
            (sale.used, "used = true"),
            (sale.chooses_two, "levy_rate = \"2%\""),
            (sale.waives_exemption, "waive_exemption = true"),
            (sale.method == Method::Simple, "simple = true"),
        ] {
            if said {
                writeln!(out, "{line}")?;
            }
        }
        if let Some(exempt) = sale.exempt {
            writeln!(out, "exempt = \"{}\"\nheld_years = {}", supply(exempt), sale.held_years)?;
        }
        for (key, told) in [("vat_printed", sale.printed), ("exempt_amount", sale.exempt_amount)] {
            if let Some(told) = told {
                writeln!(out, "{key} = \"{told}\"")?;
            }
        }
        if let Some(occasional) = sale.occasional {
            writeln!(out, "occasional = {occasional}")?;
        }
        if let Method::Output(output) = sale.method {
            writeln!(out, "rate = \"{}\"", rate(output))?;
        }
        if sale.deduct > Decimal::ZERO {
            writeln!(out, "deduct = \"{}\"", sale.deduct)?;
        }
    }
    for (period, sold, amount) in &f.earlier {
        writeln!(out, "\n[[earlier_sales]]\nperiod = \"{}-{}\"\namount = \"{amount}\"", f.year - 1, when(*period))?;
        writeln!(out, "kind = \"{}\"", kind(*sold))?;
    }
    for input in &f.inputs {
        writeln!(out, "\n[[inputs]]\nperiod = \"{}\"\ntax = \"{}\"\ntransferred_out = \"{}\"", when(input.when), input.tax, input.out)?;
    }
    for (period, amount) in &f.consumption {
        writeln!(out, "\n[[consumption_tax]]\nperiod = \"{}\"\namount = \"{amount}\"", when(*period))?;
    }
    for (period, advertising, amount, on) in &f.cultural {
        let service = if *advertising { "advertising" } else { "entertainment" };
        writeln!(out, "\n[[cultural]]\nperiod = \"{}\"\nservice = \"{service}\"", when(*period))?;
        writeln!(out, "amount = \"{amount}\"\ndeduct = \"{on}\"")?;
    }
    for (period, amount) in &f.box_office {
        writeln!(out, "\n[[box_office]]\nperiod = \"{}\"\namount = \"{amount}\"", when(*period))?;
    }
    for bought in &f.vehicles {
        let kind = match bought.kind {
            VehicleKind::PassengerCar => "passenger-car",
            VehicleKind::Trailer => "trailer",
            VehicleKind::Other => "other",
        };
        let (month, price, new_energy) = (bought.month, bought.price, bought.new_energy);
        writeln!(out, "\n[[vehicles]]\nmonth = \"{month:02}\"\nkind = \"{kind}\"\nprice = \"{price}\"\nnew_energy = {new_energy}")?;
        bought.displacement.iter().try_for_each(|engine| writeln!(out, "displacement = {engine}"))?;
    }
    for (period, tax, amount) in &f.paid {
        let tax = ["vehicle-vessel", "environmental", "tobacco-leaf", "land-appreciation"][*tax];
        writeln!(out, "\n[[paid_taxes]]\nperiod = \"{}\"\ntax = \"{tax}\"\namount = \"{amount}\"", when(*period))?;
    }
    writeln!(out, "\n[costs]\nother = \"{}\"", f.costs)?;
    let told = &f.limited;
    writeln!(out, "\n[limited_costs]")?;
    for (key, amount) in [
        ("entertainment", told.entertainment),
        ("advertising", told.advertising),
        ("advertising_carried", told.advertising_carried),
        ("tobacco_advertising", told.tobacco_advertising),
        ("welfare", told.welfare),
        ("training", told.training),
        ("training_carried", told.training_carried),
        ("union_dues", told.union_dues),
        ("fines", told.never),
    ] {
        writeln!(out, "{key} = \"{amount}\"")?;
    }
    for contract in &f.contracts {
        let (kind, amount, vat) = (deed(contract.deed), contract.amount, contract.vat);
        writeln!(
            out,
            "\n[[contracts]]\nmonth = \"{:02}\"\nkind = \"{kind}\"\namount = \"{amount}\"\nvat_stated = \"{vat}\"",
            contract.month
        )?;
        if let Some(bank) = contract.bank {
            writeln!(out, "financial_lender = {bank}")?;
        }
        for (said, line) in [(contract.with_individual, "with_individual = true"), (contract.housing, "housing = true")] {
            if said {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

fn holdings(f: &Facts, out: &mut String) -> std::fmt::Result {
    for (index, property) in f.properties.iter().enumerate() {
        let base = if property.let_out { "annual_rent" } else { "original_value" };
        write!(out, "\n[[property]]\nname = \"p{index}\"\n{base} = \"{}\"\nhousing = {}\n", property.base, property.housing)?;
        write!(out, "{}", months(property.months))?;
        if let Some((amount, rent, qualifies)) = property.cut {
            writeln!(out, "rent_cut = {{ amount = \"{amount}\", monthly_rent = \"{rent}\", tenant_qualifies = {qualifies} }}")?;
        }
    }
    for land in &f.lands {
        write!(out, "\n[[land]]\narea = {}\nunit_amount = \"{}\"\n{}", land.area, land.unit, months(land.months))?;
        if let Some(index) = land.let_with {
            writeln!(out, "let_with = \"p{index}\"")?;
        }
    }
    for resource in &f.resources {
        writeln!(out, "\n[[resource]]\nperiod = \"{}\"\nmineral = \"{}\"", when(resource.when), resource.mineral)?;
        writeln!(out, "amount = \"{}\"\nrate = \"{}\"", resource.amount, rate(resource.rate))?;
    }
    for farmland in &f.farmlands {
        writeln!(out, "\n[[farmland]]\nmonth = \"{:02}\"\narea = {}\nbasic = {}", farmland.month, farmland.area, farmland.basic)?;
        if let Some(unit) = farmland.unit {
            writeln!(out, "unit_amount = \"{unit}\"")?;
        }
    }
    for lease in &f.rented {
        let landlord = if lease.state { "state" } else { "other" };
        write!(out, "\n[[rented]]\nlandlord = \"{landlord}\"\nmonthly_rent = \"{}\"\n{}", lease.rent, months(lease.months))?;
        writeln!(out, "sublet = {}\nlisted = {}\nwaived_to_others = {}", lease.sublet, lease.listed, lease.others)?;
        writeln!(out, "agreed_cut = \"{}\"", lease.agreed)?;
    }
    for insured in &f.insured {
        writeln!(out, "\n[[insured]]\nowner = {}\npersons = {}", insured.owner, insured.persons)?;
        write!(out, "monthly_base = \"{}\"\n{}", insured.base, months(insured.months))?;
    }
    let [average, rates @ .., floor, ceiling] = f.local_insurance;
    writeln!(out, "\n[local_insurance]\naverage_wage = \"{average}\"")?;
    for (key, told) in ["medical_employer", "medical_employee", "medical_flexible", "injury"].into_iter().zip(rates) {
        writeln!(out, "{key} = \"{}\"", rate(told))?;
    }
    for (key, told) in [("floor", floor), ("ceiling", ceiling)].into_iter().filter(|(_, told)| *told > Decimal::ZERO) {
        writeln!(out, "{key} = \"{told}\"")?;
    }
    let told = &f.employment;
    writeln!(out, "\n[disabled_fund]\nstaff_months = {}\ndisabled_months = {}", told.staff, told.disabled)?;
    writeln!(out, "months = {}\naverage_wage = \"{}\"\nlocal_average_wage = \"{}\"", told.months, told.wage, told.local_wage)?;
    Ok(())
}

fn people(f: &Facts, out: &mut String) -> std::fmt::Result {
    let size = if f.small_class { "small" } else { "medium" };
    writeln!(out, "\n[scale]\nrestricted_industry = {}\nclass = \"{size}\"", f.restricted)?;
    match f.first_settlement {
        None => writeln!(out, "settled_small_to_june = {}\nsettled_small_from_july = {}", f.settled[0], f.settled[1])?,
        Some(((year, month, day), small)) => {
            writeln!(out, "first_settlement = {{ on = {year}-{month:02}-{day:02}, small = {small} }}")?;
        }
    }
    for ends in &f.ends {
        let ((s0, s1), (a0, a1)) = (ends.staff, ends.assets);
        writeln!(out, "Q{} = {{ staff = [{s0}, {s1}], assets = [\"{a0}\", \"{a1}\"] }}", ends.quarter)?;
    }
    let person = |p: &huiqi_reference::Person| {
        let told = p.status.map_or(String::new(), |(status, share, most)| {
            let share = share.map_or(String::new(), |share| format!(", share = \"{}\"", rate(share)));
            let most = most.map_or(String::new(), |most| format!(", most = \"{most}\""));
            let since = p.registered.map_or(String::new(), |(year, month)| format!(", since = {year}-{month:02}-15"));
            format!("\nreduction = {{ group = \"{}\"{share}{most}{since} }}", person_is(status))
        });
        let (income, deductions, other) = (p.income, p.deductions, p.other_relief);
        format!("comprehensive_income = \"{income}\"\ndeductions = \"{deductions}\"\nother_relief = \"{other}\"{told}")
    };
    writeln!(out, "\n[owner]\n{}", person(&f.owner))?;
    for (share, partner) in &f.partners {
        writeln!(out, "\n[[partners]]\nshare = \"{}\"\n{}", rate(*share), person(partner))?;
    }
    for (of, income) in &f.others {
        writeln!(out, "\n[[other_business]]\nform = \"{}\"\nincome = \"{income}\"", form(*of))?;
    }
    for (year, amount) in &f.losses {
        writeln!(out, "\n[[losses]]\nyear = {year}\namount = \"{amount}\"")?;
    }
    writeln!(out, "\n[company]\nowner_wage = \"{}\"\nshare_distributed = \"{}\"", f.wage, rate(f.distributed))?;
    for (key, told) in [("reserve", f.reserve), ("registered_capital", f.registered_capital), ("reserve_so_far", Some(f.reserve_so_far))] {
        if let Some(told) = told {
            writeln!(out, "{key} = \"{told}\"")?;
        }
    }
    writeln!(out, "owner_bonus = \"{}\"", f.bonus)?;
    f.western.iter().try_for_each(|share| writeln!(out, "western_share = \"{}\"", rate(*share)))?;
    writeln!(out, "high_tech = {}\ntechnology_sme = {}\nrd_spend = \"{}\"", f.high_tech, f.technology_sme, f.research)?;
    let employed = |of: &Employed| {
        let (group, (year, month)) = (if of.veteran { "veteran" } else { "key-group" }, of.since);
        format!("group = \"{group}\"\nsince = {year}-{month:02}-15\n")
    };
    if let Some(of) = &f.self_employed {
        write!(out, "\n[self_employed]\n{}", employed(of))?;
        of.amount.iter().try_for_each(|limit| writeln!(out, "limit = \"{limit}\""))?;
    }
    for of in &f.hires {
        write!(out, "\n[[hires]]\n{}{}count = {}\n", employed(of), months(of.months), of.count)?;
        of.amount.iter().try_for_each(|amount| writeln!(out, "amount = \"{amount}\""))?;
    }
    for item in &f.equipment {
        writeln!(out, "\n[[equipment]]\nclass = \"{}\"\nprice = \"{}\"", class(item.class), item.price)?;
        writeln!(out, "life = {}\nin_costs = \"{}\"", item.life, item.in_costs)?;
        item.month.iter().try_for_each(|month| writeln!(out, "month = \"{month:02}\""))?;
    }
    write!(out, "\n[operation]\n{}", months(f.operation))?;
    writeln!(out, "\n[farming]\nexempt = \"{}\"\nreduced = \"{}\"", rate(f.farming.0), rate(f.farming.1))?;
    if let Some((forms, by_income, assessed_rate)) = &f.assessed {
        let forms: Vec<String> = forms.iter().map(|f| format!("\"{}\"", form(*f))).collect();
        let by = if *by_income { "income" } else { "cost" };
        writeln!(out, "\n[assessed]\nforms = [{}]\nby = \"{by}\"\nrate = \"{}\"", forms.join(", "), rate(*assessed_rate))?;
    }
    if let Some((forms, levy_rate, free)) = &f.levied {
        let forms: Vec<String> = forms.iter().map(|f| format!("\"{}\"", form(*f))).collect();
        writeln!(out, "\n[assessed]\nforms = [{}]\nby = \"levy-rate\"\nrate = \"{}\"", forms.join(", "), rate(*levy_rate))?;
        writeln!(out, "free_below = \"{free}\"")?;
    }
    writeln!(out, "\n[conversion]\npaid_in_capital = \"{}\"\nother_costs = \"{}\"", f.capital, f.converting)?;
    writeln!(out, "land_appreciation = \"{}\"", f.land_appreciation)?;
    writeln!(out, "grants = \"{}\"\nproperty_moved = \"{}\"\ninvestor_share = \"{}\"", f.grants, f.moved, rate(f.investor_share))
}
