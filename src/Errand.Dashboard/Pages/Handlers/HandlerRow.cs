namespace Errand.Dashboard.Pages.Handlers;

/// <summary>A live handler or janitor in a list of them.</summary>
/// <param name="View">What it says of itself.</param>
/// <param name="Beat">Its last sign of life.</param>
/// <param name="Tasks">Some of the tasks that it has.</param>
/// <param name="IsOtherVersion">Whether most processes have another version than it.</param>
public sealed record HandlerRow(MemberView View, Beat Beat, IReadOnlyList<TaskView> Tasks, bool IsOtherVersion)
{
    private const int MostTasks = 8;

    /// <summary>How many of its tasks are not among <see cref="Tasks"/>.</summary>
    public int Others => Math.Max(0, View.RunningCount - Tasks.Count);

    /// <summary>A search for all of them.</summary>
    public string Search => $"handler:{View.Id} status:running";

    /// <param name="members">Those that are listed.</param>
    /// <param name="running">Tasks that run, the newest first.</param>
    /// <param name="all">All live processes, whose versions are compared.</param>
    /// <param name="now">The present instant.</param>
    public static IReadOnlyList<HandlerRow> Of(
        IReadOnlyList<MemberView> members, IReadOnlyList<TaskView> running, IReadOnlyList<MemberView> all, DateTimeOffset now)
    {
        ILookup<string?, TaskView> tasks = running.ToLookup(task => task.Handler);
        string? usual = all.GroupBy(member => member.Version).OrderByDescending(version => version.Count())
            .ThenByDescending(version => version.Max(member => member.StartedAt)).FirstOrDefault()?.Key;
        return
        [
            .. members.Select(member => new HandlerRow(
                member, Beat.Of(member, now), [.. tasks[member.Id].Take(MostTasks)], member.Version != usual)),
        ];
    }
}
