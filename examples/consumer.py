"""Prints who said what, as it is published:  pip install confluent-kafka && python consumer.py [BROKERS]"""
import json, sys
from confluent_kafka import Consumer

consumer = Consumer({"bootstrap.servers": sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092", "group.id": "example-python",
                     "auto.offset.reset": "earliest", "isolation.level": "read_committed"})   # never what a crash took back
consumer.subscribe(["news.enriched"])
while True:
    message = consumer.poll(1.0)
    if message is not None and message.error() is None and message.value():                   # without a value: forgotten
        article = json.loads(message.value())
        for quote in article["quotes"]:
            print(article["title"], "|", (quote["speaker"] or {}).get("name"), "|", quote["text"], flush=True)
