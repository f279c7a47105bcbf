using Errand.Storage.Views;

namespace Errand.Telemetry.Gauges;

/// <summary>What is in the store.</summary>
/// <param name="Queues">What waits, by queue.</param>
/// <param name="Work">The state of the store.</param>
internal sealed record StoreFigure(IReadOnlyList<QueueFacts> Queues, WorkFacts Work);
