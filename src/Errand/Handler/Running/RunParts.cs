using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>What all runs of a handler share.</summary>
/// <param name="Services">Where injected parameters come from.</param>
/// <param name="Ledger">Where starts and outcomes go.</param>
/// <param name="Reporter">Writes what the functions say.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Of the server.</param>
/// <param name="ContinuesTraces">A first run is part of the trace that submitted its task.</param>
internal sealed record RunParts(IServiceProvider Services, RunLedger Ledger, RunReporter Reporter, TimeProvider Time, ILogger Logger,
    bool ContinuesTraces);
