using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>What all runs of a handler share.</summary>
/// <param name="Services">Where injected parameters come from.</param>
/// <param name="Runs">Those that the handler holds.</param>
/// <param name="Slots">What they run in.</param>
/// <param name="Time">The clock.</param>
/// <param name="GivenUp">Gets the outcome of a run when nobody waits for its function any more; then <see cref="TaskRun.RunAsync"/> returns
/// none.</param>
/// <param name="Logger">Of the server.</param>
internal sealed record RunParts(
    IServiceProvider Services, ActiveRuns Runs, RunSlots Slots, TimeProvider Time, Action<TaskRun, TaskOutcome> GivenUp, ILogger Logger);
