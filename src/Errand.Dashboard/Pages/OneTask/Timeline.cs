using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>The life of a task, drawn to scale.</summary>
/// <param name="Pieces">Waits and tries, the oldest first.</param>
/// <param name="Marks">What is to be seen in the try that runs.</param>
public sealed record Timeline(IReadOnlyList<TimelinePiece> Pieces, IReadOnlyList<TimelineMark> Marks)
{
    /// <param name="task">The task.</param>
    /// <param name="attempts">The oldest first.</param>
    /// <param name="type">Its type; null when it does not run, and when this program does not have it.</param>
    /// <param name="now">Up to where a piece is drawn that goes on.</param>
    internal static Timeline Of(TaskView task, IReadOnlyList<TaskAttempt> attempts, TaskTypeView? type, DateTimeOffset now)
    {
        IReadOnlyList<TimelinePiece> pieces = TimelinePieces.Of(task, attempts, now);
        return TimelineScale.Lay(pieces, pieces is [.., { Kind: "running" }] && type is not null ? MarksOf(task, type) : []);
    }

    private static List<TimelineMark> MarksOf(TaskView task, TaskTypeView type)
    {
        var marks = new List<TimelineMark>();
        if (type.Stats?.RunP50 is { } typical && task.Progress?.Value is null)
        {
            string words = $"half of the runs of {type.Name} took no longer than {Amounts.Duration(TimeSpan.FromSeconds(typical))}";
            marks.Add(new TimelineMark("typical", words, typical * 1000, X: null));
        }

        if (type.Timeout is { } limit)
        {
            string words = $"the limit of {type.Name} is {Amounts.Duration(TimeSpan.FromSeconds(limit))}";
            marks.Add(new TimelineMark("limit", words, limit * 1000, X: null));
        }

        return marks;
    }
}
