using Errand.Storage.Stats;

namespace Errand.Storage.Shared;

/// <summary>Reads what was counted, from columns that both stores return in the same order.</summary>
internal static class StatColumns
{
    /// <summary>The column after them.</summary>
    public const int Next = 8;

    public static StatRow Read(IColumns row) => new()
    {
        At = row.GetInstant(0),
        Type = row.GetString(1),
        Queue = row.GetString(2),
        Outcome = row.GetInt32(3) is var outcome && outcome == StatRules.Submitted ? null : (OutcomeState)outcome,
        Submitted = row.GetInt64(4),
        Finished = row.GetInt64(5),
        Wait = Histogram.Read(row.IsNull(6) ? null : row.GetBytes(6)),
        Run = Histogram.Read(row.IsNull(7) ? null : row.GetBytes(7)),
    };

    public static int NumberOf(OutcomeState? outcome) => outcome is { } state ? (int)state : StatRules.Submitted;
}
