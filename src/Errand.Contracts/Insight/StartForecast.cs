namespace Errand;

/// <summary>When a task will start.</summary>
/// <param name="Start">The instants.</param>
/// <param name="Basis">What they were computed from, for people.</param>
public sealed record StartForecast(StartTimes Start, string Basis);
