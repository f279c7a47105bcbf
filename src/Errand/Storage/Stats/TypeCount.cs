namespace Errand.Storage.Stats;

/// <summary>How many tasks of a type there are that are not done, among those that were counted.</summary>
internal sealed record TypeCount(string Type, int Waiting, int Running);
