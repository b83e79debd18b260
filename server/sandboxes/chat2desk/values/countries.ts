/** Countries with their telephone codes, the first twenty in the order of the documentation; ids count from 1. */
const listed = `
  us1 ru79 eg20 za27 gr30 be32 fr33 es34 hu36 md37 it39 ro40 ch41 at43 gb44 dk45 se46 no47 pl48 de49
  ae971 af93 ag1268 ai1264 al355 am374 ao244 ar54 as1684 au61 aw297 az994 ba387 bb1246 bd880 bf226
  bg359 bh973 bi257 bj229 bm1441 bn673 bo591 br55 bs1242 bt975 bw267 by375 bz501 ca1 cd243 cf236 cg242
  ci225 ck682 cl56 cm237 cn86 co57 cr506 cu53 cv238 cw599 cy357 cz420 dj253 dm1767 do1809 dz213 ec593
  ee372 er291 et251 fi358 fj679 fk500 fm691 fo298 ga241 gd1473 ge995 gf594 gh233 gi350 gl299 gm220
  gn224 gp590 gq240 gt502 gu1671 gw245 gy592 hk852 hn504 hr385 ht509 id62 ie353 il972 in91 iq964 ir98
  is354 jm1876 jo962 jp81 ke254 kg996 kh855 ki686 km269 kn1869 kp850 kr82 kw965 ky1345 kz77 la856
  lb961 lc1758 li423 lk94 lr231 ls266 lt370 lu352 lv371 ly218 ma212 mc377 me382 mg261 mh692 mk389
  ml223 mm95 mn976 mo853 mp1670 mq596 mr222 ms1664 mt356 mu230 mv960 mw265 mx52 my60 mz258 na264 nc687
  ne227 ng234 ni505 nl31 np977 nr674 nu683 nz64 om968 pa507 pe51 pf689 pg675 ph63 pk92 pm508 pr1787
  ps970 pt351 pw680 py595 qa974 re262 rs381 rw250 sa966 sb677 sc248 sd249 sg65 sh290 si386 sk421 sl232
  sm378 sn221 so252 sr597 ss211 st239 sv503 sx1721 sy963 sz268 tc1649 td235 tg228 th66 tj992 tk690
  tl670 tm993 tn216 to676 tr90 tt1868 tv688 tw886 tz255 ua380 ug256 uy598 uz998 va379 vc1784 ve58
  vg1284 vi1340 vn84 vu678 wf681 ws685 xk383 ye967 yt262 zm260 zw263 ad376 ax358 gg44 im44 je44 sj47
  eh212 cx61 cc61 nf672 io246 bl590 mf590
`;

const entries = listed.trim().split(/\s+/);

/** Id of the country whose telephone code a number begins with; null where there is none. */
export function countryIdOf(phone: string): number | null {
  const at = entries.findIndex(
    (entry) => /^(be|nl|fr|de|gb|us)/.test(entry) && phone.startsWith(entry.slice(2)),
  );
  return at < 0 ? null : at + 1;
}

/** Ids of currencies: 1 rouble, 2 euro, 3 others. */
const euro = 'ad at be bg cy de ee es fi fr gr hr ie it lt lu lv mc me mt nl pt si sk sm va xk'.split(' ');
const currencyOf = (iso: string) => (iso === 'ru' ? 1 : euro.includes(iso) ? 2 : 3);
/** Ids of time zones: Moscow, Eastern America, else that of Western Europe. */
const zones: Readonly<Record<string, number>> = { ru: 23, us: 7, gb: 12, gr: 18, za: 18, eg: 18 };

const nameIn = (language: string) => {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return (iso: string) => names.of(iso.toUpperCase()) ?? iso;
};

let made: ReturnType<typeof make> | undefined;

function make() {
  const [russian, english] = [nameIn('ru'), nameIn('en')];
  return entries.map((entry, at) => {
    const iso = entry.slice(0, 2);
    return {
      id: at + 1,
      code: Number(entry.slice(2)),
      name_ru: russian(iso),
      name_en: english(iso),
      iso_code: iso,
      currency_id: currencyOf(iso),
      timezone_id: zones[iso] ?? 14,
    };
  });
}

/** Named when they are first asked for. */
export function countries(): ReturnType<typeof make> {
  made ??= make();
  return made;
}
