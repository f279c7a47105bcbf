using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.Handlers;

/// <summary>What handlers and janitors are, for people.</summary>
internal static class HandlerWords
{
    private const int CommitLetters = 7;

    /// <summary><c>2 handlers, 16 slots, 5 tasks</c></summary>
    public static string Host(IReadOnlyList<HandlerRow> handlers) => string.Join(
        ", ",
        Some(handlers.Count, "handler"),
        Some(handlers.Sum(row => row.View.Slots), "slot"),
        Some(handlers.Sum(row => row.View.RunningCount), "task"));

    public static string Queues(MemberView handler) => handler.Queues is { } queues ? string.Join(", ", queues) : "all";

    /// <summary>Of a commit, as much as people tell commits apart by: <c>1.3.0+2c7cd01</c>.</summary>
    public static string Version(MemberView member)
    {
        string version = VisibleText.Of(member.Version);
        int commit = version.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 || version.Length - commit <= CommitLetters ? version : version[..(commit + 1 + CommitLetters)];
    }

    public static TaskTimes Up(MemberView member) => new(null, member.StartedAt, null);

    public static string Some(int count, string noun) => count == 1 ? $"1 {noun}" : $"{Amounts.Count(count)} {noun}s";

    /// <summary>What became of the tasks of one that is gone.</summary>
    public static string Lost(MemberView gone) => gone.Lost switch
    {
        null or 0 => "no task was taken over",
        1 => "1 task was taken over",
        { } lost => $"{Amounts.Count(lost)} tasks were taken over",
    };
}
