using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Following;

/// <summary>One thing that happened to a task that is followed.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Place">The last line of the log that its follower knows now: where to go on.</param>
/// <param name="Task">The task: whole with <see cref="FollowStepKind.End"/>, without arguments and result else. Null with a line, and when
/// the task is gone.</param>
/// <param name="Line">The line, with <see cref="FollowStepKind.Line"/>.</param>
internal sealed record FollowStep(FollowStepKind Kind, LogPlace Place, TaskRecord? Task, TaskLogLine? Line = null);
