using System.Diagnostics.Metrics;
using Errand.Membership;
using Errand.Signals;
using Errand.Submitting;
using Microsoft.Extensions.Hosting;

namespace Errand.Telemetry.Gauges;

/// <summary>What this process does at the moment somebody asks: it costs nothing until then.</summary>
internal sealed class ProcessGauges : IHostedService
{
    private readonly TaskMetrics _tasks;
    private readonly LocalRuns _runs;
    private readonly LocalMembers _members;
    private readonly SubmitQueue _submits;
    private readonly TimeProvider _time;

    public ProcessGauges(TaskMetrics tasks, LocalRuns runs, LocalMembers members, SubmitQueue submits, TimeProvider time)
    {
        (_tasks, _runs, _members, _submits, _time) = (tasks, runs, members, submits, time);
        Meter meter = tasks.Meter;
        meter.CreateObservableUpDownCounter("errand.task.running", Running, "{task}", "Tasks that run in this process");
        meter.CreateObservableUpDownCounter("errand.handler.slots", () => runs.Slots, "{task}", "Tasks that this process can run at once");
        meter.CreateObservableUpDownCounter("errand.handler.busy", () => runs.Busy, "{task}", "Slots of this process that are taken");
        meter.CreateObservableGauge("errand.submit.queue", () => _submits.Count, "{task}", "Submissions that wait for the store");
        meter.CreateObservableGauge(
            "errand.member.beat.age", BeatAge, "s",
            "How long ago the beat was sent that the store answered last, of the handler or janitor for which it is longest");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<int>> Running() =>
        from type in _runs.Types
        group type by _tasks.TypeTag(type) into runs
        select new Measurement<int>(runs.Count(), new KeyValuePair<string, object?>(TelemetryNames.TaskType, runs.Key));

    private IEnumerable<Measurement<double>> BeatAge() =>
        _members.OldestBeat is { } at ? [new Measurement<double>(_time.GetElapsedTime(at).TotalSeconds)] : [];
}
