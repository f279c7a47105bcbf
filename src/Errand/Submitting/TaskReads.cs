using Errand.Following;
using Errand.Insight;
using Errand.Insight.Problems;
using Errand.Lists;
using Errand.Signals;
using Errand.Storage;
using Errand.Topics;

namespace Errand.Submitting;

/// <summary>What can be looked up of tasks.</summary>
/// <param name="Waiters">The tasks themselves, now or when they are done.</param>
/// <param name="Results">What they returned.</param>
/// <param name="Lists">Many of them, a page at a time.</param>
/// <param name="Values">A member of the summaries of many.</param>
/// <param name="Suggestions">Completions for searches.</param>
/// <param name="Types">What types they can have.</param>
/// <param name="Logs">What their runs logged.</param>
/// <param name="Followers">What happens to them.</param>
/// <param name="Hints">That something happened to any.</param>
/// <param name="Views">What else there is to see of them.</param>
/// <param name="Members">Who works on them.</param>
/// <param name="Queues">Where they wait.</param>
/// <param name="Explanations">Why they wait.</param>
/// <param name="Statistics">How many there are, and how they fare.</param>
/// <param name="History">The same over time.</param>
/// <param name="Problems">What is wrong.</param>
/// <param name="Waits">Which of them runs wait for.</param>
/// <param name="Settings">What this process was told.</param>
internal sealed record TaskReads(
    TaskWaiters Waiters, TaskResults Results, TaskLists Lists, ValueLists Values, Suggestions Suggestions, TypeViews Types,
    TaskLogs Logs, TaskFollowers Followers, ChangeHints Hints, IViewStore Views, Members Members, TaskQueues Queues,
    TaskExplanations Explanations, Statistics Statistics, StatHistory History, ProblemList Problems, RunWaits Waits,
    ServerSettings Settings);
