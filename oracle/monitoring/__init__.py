"""How the service is, who is woken, and where that is told; nothing is ever decided from it.

looks            early and late looks at a close: a source lost, or a word taken back
health, alarms   what is measured, and what somebody is woken for (pure)
watch            measures in turn, and logs alarms as they begin and end
metrics, status  the same for Prometheus, and for the API
"""
