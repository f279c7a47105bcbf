namespace Errand.Storage.Stats;

/// <summary>Adds up rows as a store reads them, so that there are never many in memory.</summary>
internal interface IStatSums
{
    void Add(StatRow row);
}
