/**
 * What spam sells, one pattern a trade. Each needs words that go together in an offer and hardly anywhere
 * else: readers of a health practice ask about pills, prices and money too.
 */
export const trades: readonly { name: string; pattern: RegExp; score: number }[] = [
  {
    name: 'search engine marketing',
    pattern:
      /\b(?:seo|back ?links?|do-?follow|guest posts?|sponsored posts?|link (?:building|exchange|insertion)|domain authority|\bda ?\d{2}|organic traffic|page (?:one|1) of|first page of|rank(?:ing)? (?:higher|#?1|your)|(?:more|targeted|website|free) (?:traffic|visitors|leads)|web ?masters?|digital marketing|web ?(?:design(?:er)?|development) (?:services?|agency|company)|lead generation|new patients every|build websites)\b/iu,
    score: 0.8,
  },
  {
    name: 'betting',
    pattern:
      /\b(?:(?:online|crypto|live|best) casinos?|free spins?|no deposit|welcome bonus|jackpots?|slots? (?:gacor|games?|online|machine)|slot gacor|judi|togel|sports? ?betting|bookmakers?|betting (?:tips|odds)|roulette|poker online|bingo rooms?|blackjack|freispiele)\b|казино|ставк[иа]|博彩|赌场|赌博|百家乐|老虎机|老虎機|كازينو|apuestas (?:online|deportivas)/iu,
    score: 0.8,
  },
  {
    name: 'medicines without a prescription',
    pattern:
      /(?:\b(?:buy|order|cheap|discount|generic|kaufen|acheter|comprar|jual|купить)\b[^.\n]{0,40}\b(?:viagra|cialis|levitra|sildenafil|tadalafil|xanax|tramadol|oxycodone|ambien|adderall|valium|ozempic|semaglutide|modafinil|phentermine|steroids?)\b)|\b(?:viagra|cialis|levitra|sildenafil|tadalafil|xanax|tramadol|ozempic)\b[^\n]{0,60}(?:\b\d+ ?(?:mg|pills|tablets)|\bonline\b|rezeptfrei|\$|€|without (?:a )?(?:doctor|prescription)|no (?:rx|prescription))|\b(?:without|no) (?:a )?(?:doctor|prescription|rx)(?: (?:needed|required))?\b|rezeptfrei|obat (?:kuat|aborsi)|发票|виагр/iu,
    score: 0.9,
  },
  {
    name: 'miracle cures',
    pattern:
      /\b(?:herbal (?:cure|remedy|medicine|doctor|home)|cured? (?:me )?(?:of|from) (?:my )?(?:herpes|hiv|hpv|cancer|diabetes|als|ms|parkinson|hepatitis|lupus|copd)|(?:100 ?%|permanent(?:ly)?|total(?:ly)?|complete(?:ly)?) (?:cured?|heal(?:ed)?)|doctors? hate|(?:lose|lost|drop(?:ped)?|melts?) \d+ ?(?:lbs?|pounds|kg|kilos)|weight ?loss (?:gummies|drops|pills|secret)|keto (?:gummies|drops|pills)|male enhancement|penis|testimon(?:y|ies) (?:of|on|about) how)\b/iu,
    score: 0.8,
  },
  {
    name: 'spells',
    pattern:
      /\b(?:spell ?casters?|(?:love|money|marriage|revenge|black magic) spells?|black magic|get (?:your|my) ex back|brought (?:back )?my (?:husband|wife|ex|lover|boyfriend|girlfriend)|lost lover|voodoo|illuminati|priestess?|spiritual (?:healer|cleansing))\b|приворот|روحاني|السحر/iu,
    score: 0.9,
  },
  {
    name: 'investments',
    pattern:
      /\b(?:(?:bitcoin|btc|crypto(?:currency)?|forex|binary options?|usdt|eth) (?:trad(?:e|er|ers|ing)|invest(?:ment|ing|or)?|mining|signals?|expert|recovery|giveaway|wallet)|(?:expert|account) (?:trader|manager)|trading (?:signals?|bot|robot|platform|expert|account)|signals? group|recover(?:ed|y)? (?:of )?(?:my|your|lost|the)? ?(?:crypto|funds?|money|bitcoin)|double your|(?:return|profit)s? (?:of|on) (?:my|your)? ?invest|passive income|(?:turned|invested|made|became|earned?) (?:only )?[$€£] ?\d[\d,.]*(?:k)? ?(?:into|in|to|within|a (?:day|week)|per (?:day|week)|weekly|daily)|my \$\d[\d,]* became)\b|инвестиц|криптовалют|投资回报|炒币/iu,
    score: 0.8,
  },
  {
    name: 'loans',
    pattern:
      /\b(?:(?:urgent|business|personal|payday|instant|quick|fast|private|legit) (?:loans?|lending|lenders?|funding|cash)|loan (?:offer|amount|of|firm|company|application)|(?:bad|no|low) credit (?:ok|check|score|accepted|pull)|credit (?:score|repair)|interest rate of|at \d+ ?% interest|\d+ ?% interest|working capital|blank atm cards?|atm cards?|consolidat(?:e|ion) (?:of )?(?:your )?debts?|collateral|project fund(?:er|ing))\b|кредит|микрозайм|займ|贷款|سداد قروض|pinjaman|kredit ohne schufa/iu,
    score: 0.8,
  },
  {
    name: 'jobs and easy money',
    pattern:
      /\b(?:work(?:ing)? from home|earn(?:ing)? (?:up to )?[$€£] ?\d|(?:make|made|earned?) [$€£] ?\d[\d,.]* (?:a|per|each|every|in one|in a) ?(?:day|week|month|hour)?|we are hiring|now hiring|mystery shoppers?|(?:urgent )?recruitment|free visa|no experience (?:needed|required|necessary)?,? |data entry job|home ?based job|side hustle|quit (?:my|your|the) (?:job|9 to 5|day job))\b/iu,
    score: 0.7,
  },
  {
    name: 'essays and exams',
    pattern:
      /\b(?:essay|assignment|dissertation|thesis|term paper|homework|coursework|exam) (?:help(?:er|ers)?|writ(?:er|ers|ing)|service|services|for you|for me)\b|\bplagiarism[- ]free\b|\bpay (?:someone|after (?:pass|you pass))\b|\b(?:take|do) (?:ur|your|my) (?:online )?(?:exam|class|course|assignment)\b|代写|代考|论文|论文代/iu,
    score: 0.9,
  },
  {
    name: 'adult contacts',
    pattern:
      /\b(?:hot (?:girls?|chat|singles|ladies|women)|(?:lonely|single|mature) (?:ladies|women|girls|milfs?)|(?:sexy|private|nude|naked) (?:pics|photos|pictures|videos?|chat|cams?)|escorts?|call girls?|hook ?ups?|no strings|dating (?:site|app)|meet (?:singles|tonight)|sugar (?:mommy|daddy)|18\+|webcams?|onlyfans)\b|знакомств|девушк|约炮/iu,
    score: 0.8,
  },
  {
    name: 'copies of brands',
    pattern:
      /\b(?:replica|designer|luxury|knock-?off|aaa) (?:watches|bags?|handbags?|shoes|sunglasses)\b|\b(?:counterfeit|replicas?) (?:money|notes|bills)\b|\bfake (?:passports?|ids?|documents|driver)\b|\b(?:buy|real|registered) (?:passports?|driver'?s? licen[cs]es?)\b|高仿|реплик/iu,
    score: 0.9,
  },
  {
    name: 'followers and reviews',
    pattern:
      /\b(?:(?:buy|real|cheap|free|instagram|tiktok|youtube|get) (?:followers|subscribers|likes|views|reviews)|\d+k? followers|grow your (?:instagram|channel|page|audience)|5[- ]star reviews|feature you|promote it on|send (?:this|your) (?:post|pic)s? to)\b|涨粉|накрутк/iu,
    score: 0.8,
  },
  {
    name: 'phishing and downloads',
    pattern:
      /\b(?:(?:you|your (?:email|e-mail|number|account|ip)[^.\n]{0,20}) (?:have|has|was|were|been)[^.\n]{0,20}(?:won|selected|suspended|locked|limited|chosen|detected|infected)|claim (?:your|the) (?:prize|reward|gift|refund|funds)|lottery (?:winner|draw)|winner of|(?:free|full) (?:version )?download|crack(?:ed)?(?: version)?|keygen|verify your (?:account|identity|wallet)|gift ?cards?|update your payment|virus(?:es)? (?:on|detected)|giving away|next of kin|late client|inheritance|million (?:dollars|usd|euros?)|unclaimed)\b/iu,
    score: 0.7,
  },
  {
    name: 'begging',
    pattern:
      /\b(?:(?:please|kindly) (?:donate|send (?:me )?(?:money|any amount))|any (?:small )?amount (?:helps|counts)|orphan(?:s|age)?|widow|god bless you all|western union|paypal (?:me|to)|donat(?:e|ions?) (?:to|at|here|via|by)|every \$\d+ counts|dearest in|(?:pension|savings) (?:card|was) (?:was )?stolen)\b/iu,
    score: 0.6,
  },
  {
    name: 'trade services',
    pattern:
      /\b(?:best price|lowest price|wholesale|factory direct|free shipping|discount code|use (?:the )?code|coupon|promo code|% off|3 for 2|free (?:quote|consultation|audit|trial|bonus)|(?:roofing|plumbing|moving|cleaning|locksmith|towing|painting|hvac|umzug\w*|entrümpelung) (?:company|service|services|quotes|experts?|firma|wien|günstig)?|helpline 24|24\/7 (?:support|service|helpline)|visit (?:my|our) (?:web ?(?:site|page)|blog|page|shop|store|profile)|check out my (?:site|blog|page|web ?site|channel)|my (?:new )?(?:web ?page|homepage)|order now|buy now|click (?:here|the link|below|on my)|shop now|limited (?:offer|places|time|stock)|hurry(?: up)?|dm (?:me|"|us)|for a discount|new customers?)\b|ремонт квартир|недорого|价格(?:全网)?最低|厂家直销|نقل عفش/iu,
    score: 0.6,
  },
  {
    name: 'empty flattery',
    pattern:
      /\b(?:(?:nice|great|good|awesome|amazing|wonderful|excellent|terrific|superb|fantastic|informative|useful) (?:post|blog|blogs|article|site|website|web ?page|web ?log|weblog|content|contents|info|informations?|piece of writing|write-?up|layout)[.!,]* (?:i|keep|thanks|thank|you|really|very|it|also|please|here|my|we|layout)|keep (?:up the (?:good|great)|it up|posting|writing|sharing)|book ?mark(?:ed|ing)? (?:you|your|this|it)|this (?:post|piece|paragraph|article) (?:truly|actually|really|is) (?:made|genuinely|in fact)|your (?:web ?site|blog|site|web ?page) (?:is|looks|came|might|has|loads)|(?:stumbled|came) (?:up)?on(?:to)? (?:your|this) (?:web ?site|blog|site|web ?page)|(?:first|this) (?:rate|type of) (?:blog|info)|how long have you been blogging|browser compatib|your (?:theme|template|design|hosting)|rss feed|subscribe (?:to )?your|(?:write|writing) (?:style|skills)|web (?:site|page)s? owner|fellow bloggers?|informations|i every time|auspicious writeup|permitting me to comment|thanks for sharing this (?:valuable|great|wonderful|info)|very informative)\b/iu,
    score: 0.6,
  },
];
