using System.Globalization;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Home;

/// <summary>The numbers at the head of the first page: of all tasks, or of those of one type.</summary>
public sealed record HomeTiles
{
    /// <summary>Tasks that wait, and whether there may be more.</summary>
    public required string Waiting { get; init; }

    public required string WaitingNote { get; init; }

    public required string Running { get; init; }

    public required string RunningNote { get; init; }

    /// <summary>Tasks that ended within the last hour.</summary>
    public required string Done { get; init; }

    public required string DoneNote { get; init; }

    /// <summary>Which share of them failed.</summary>
    public required string Failed { get; init; }

    public required string FailedNote { get; init; }

    /// <summary>Whether any failed.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>How long 95 in 100 of them waited no longer; null where that is not known.</summary>
    public string? Wait { get; init; }

    public string? Run { get; init; }

    /// <summary>How long half of them waited or ran no longer.</summary>
    public string? WaitNote { get; init; }

    public string? RunNote { get; init; }

    public static HomeTiles Of(ServerStats stats, string? type) => type is null
        ? OfAll(stats)
        : OfType(stats.Types.FirstOrDefault(each => each.Name == type) ?? new TypeStats { Name = type });

    private static HomeTiles OfAll(ServerStats stats)
    {
        WaitingCounts waiting = stats.Waiting;
        return Ended(stats.Finished.Hour) with
        {
            Waiting = Amounts.Count(waiting.Ready + waiting.Scheduled + waiting.Retry) + (waiting.Exact ? "" : "+"),
            WaitingNote = waiting.Scheduled + waiting.Retry == 0 ? "can start"
                : $"{Amounts.Count(waiting.Ready)} can start, {Amounts.Count(waiting.Scheduled + waiting.Retry)} later",
            Running = Amounts.Count(stats.Running),
            DoneNote = $"{Amounts.Count(SumOf(stats.Finished.Minute))} in the last minute",
            RunningNote = stats.Slots == 1 ? "of 1 slot" : $"of {Amounts.Count(stats.Slots)} slots",
            Wait = Seconds(stats.Wait.P95),
            WaitNote = Half(stats.Wait.P50),
            Run = Seconds(stats.Run.P95),
            RunNote = Half(stats.Run.P50),
        };
    }

    private static HomeTiles OfType(TypeStats type) => Ended(new OutcomeCounts(type.Succeeded, type.Failed, type.Cancelled)) with
    {
        Waiting = Amounts.Count(type.Waiting),
        WaitingNote = "of this type",
        Running = Amounts.Count(type.Running),
        RunningNote = "of this type",
        Run = Seconds(type.RunP95),
        RunNote = Half(type.RunP50),
    };

    private static HomeTiles Ended(OutcomeCounts hour)
    {
        long all = SumOf(hour);
        return new HomeTiles
        {
            Waiting = "",
            WaitingNote = "",
            Running = "",
            RunningNote = "",
            Done = Amounts.Count(all),
            DoneNote = "of this type",
            Failed = all == 0 ? "–" : Share((double)hour.Failed / all),
            FailedNote = hour.Failed == 0 ? "none in the last hour" : $"{Amounts.Count(hour.Failed)} in the last hour",
            HasFailed = hour.Failed > 0,
        };
    }

    private static long SumOf(OutcomeCounts counts) => counts.Succeeded + counts.Failed + counts.Cancelled;

    /// <summary>A share that is small is not nothing: <c>0.4 %</c>, <c>&lt; 0.1 %</c>.</summary>
    private static string Share(double share) => share switch
    {
        0 => "0 %",
        < 0.001 => "< 0.1 %",
        < 0.0995 => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        _ => Amounts.Percent(share),
    };

    private static string Seconds(double? seconds) => seconds is { } known ? Amounts.Seconds(known) : "–";

    private static string Half(double? seconds) => seconds is { } known ? $"half within {Amounts.Seconds(known)}" : "in the last hour";
}
