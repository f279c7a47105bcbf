namespace Errand.Submitting;

/// <summary>What an option is checked against.</summary>
/// <param name="Options">All options of the task: some exclude each other.</param>
/// <param name="TimeToLive">How long the task lives; the longest time if what was sent is out of range.</param>
/// <param name="Time">To see how far off an instant is.</param>
internal readonly record struct OptionTerms(SubmitOptions Options, TimeSpan TimeToLive, TimeProvider Time);
