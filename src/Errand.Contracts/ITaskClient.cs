using System.Data.Common;

namespace Errand;

/// <summary>Submits tasks from C#, and sees and changes them. <c>AddErrand</c> registers one within the server, whatever roles the process
/// has; <c>ErrandClient</c> of the package Errand.Client is one over HTTP.</summary>
/// <remarks>Safe to use from several threads at once. Every method may throw a <see cref="StoreException"/>, which says whether anything
/// was changed. Over HTTP, every method may throw an <c>ErrandProblemException</c> too, for example when a key is wrong.</remarks>
public interface ITaskClient
{
    /// <summary>Checks and stores a task; returns when it is stored durably.</summary>
    /// <param name="type">The public name of a mapped task type.</param>
    /// <param name="args">What serializes to the args object: an anonymous object, a record, a dictionary or a JSON element. Member names
    /// are taken as they are written for anonymous objects and dictionaries, and a JSON element is taken byte for byte. Null: no
    /// arguments.</param>
    /// <param name="options">How to treat it.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent to the store is stored anyway.</param>
    /// <exception cref="InvalidTaskException">The type is not mapped, or arguments or options are wrong; nothing is stored.</exception>
    /// <exception cref="OverloadedException">Too many submissions wait for the store; nothing is stored.</exception>
    /// <exception cref="StoreUnavailableException">The store did not take it within 10 seconds; nothing is stored.</exception>
    /// <exception cref="StoreFullException">The disk of the store is full; nothing is stored.</exception>
    /// <exception cref="OutcomeUnknownException">The store went away during the commit: the task may or may not be stored. If it has an
    /// idempotency key, submit it again.</exception>
    Task<TaskId> SubmitAsync(
        string type, object? args = null, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Checks and stores many tasks by one commit, all of them or none; returns when they are stored durably.</summary>
    /// <param name="tasks">The tasks, at most 10,000.</param>
    /// <param name="cancellationToken">Stops waiting; tasks that were sent to the store are stored anyway.</param>
    /// <returns>Their ids, in the order of the tasks.</returns>
    /// <exception cref="InvalidTaskException">A task is wrong, or there are too many; nothing is stored. The pointers of its faults begin
    /// with the number of the task, counted from 0: <c>#/17/args/x</c>.</exception>
    /// <exception cref="OverloadedException">Too many submissions wait for the store; nothing is stored.</exception>
    /// <exception cref="StoreUnavailableException">The store did not take them within 10 seconds; nothing is stored.</exception>
    /// <exception cref="StoreFullException">The disk of the store is full; nothing is stored.</exception>
    /// <exception cref="OutcomeUnknownException">The store went away during the commit: either all of them are stored or none. Look for
    /// them before you submit them again.</exception>
    Task<IReadOnlyList<TaskId>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken = default);

    /// <summary>Checks a task and stores it within a transaction of yours: the task exists if and only if that transaction commits. A
    /// handler starts it at once after the commit.</summary>
    /// <param name="type">The public name of a mapped task type.</param>
    /// <param name="args">What serializes to the args object, as in a submission without a transaction. Null: no arguments.</param>
    /// <param name="options">How to treat it.</param>
    /// <param name="transaction">An <c>NpgsqlTransaction</c> or a <c>Microsoft.Data.Sqlite.SqliteTransaction</c>, on the database in which
    /// the tasks are stored.</param>
    /// <param name="cancellationToken">Stops the submission; the transaction goes on without the task.</param>
    /// <returns>The id that the task has once the transaction is committed. Nothing finds the task before.</returns>
    /// <exception cref="InvalidTaskException">The type is not mapped, or arguments or options are wrong. The transaction goes on without
    /// the task.</exception>
    /// <exception cref="ArgumentException">The transaction is over, or of another kind, or on another database, or its role may not store
    /// tasks.</exception>
    /// <exception cref="NotSupportedException">The client works over HTTP, which carries no transactions.</exception>
    /// <exception cref="StoreUnavailableException">The database did not take the task, for example because the transaction is in conflict
    /// with another one: roll it back.</exception>
    /// <exception cref="StoreFullException">The disk of the store is full: roll the transaction back.</exception>
    /// <remarks>On SQLite, an open transaction that has written, also by this method, keeps every other writer out: handlers and other
    /// submissions wait until it ends, so end it soon, and await no other change of tasks within it.</remarks>
    Task<TaskId> SubmitAsync(
        string type, object? args, SubmitOptions? options, DbTransaction transaction, CancellationToken cancellationToken = default);

    /// <summary>Checks tasks and stores them within a transaction of yours: they exist if and only if that transaction commits. All of
    /// them become part of it, or none.</summary>
    /// <param name="tasks">The tasks, at most 10,000.</param>
    /// <param name="transaction">As for one task.</param>
    /// <param name="cancellationToken">Stops the submission; the transaction goes on without the tasks.</param>
    /// <returns>Their ids, in the order of the tasks.</returns>
    /// <inheritdoc cref="SubmitAsync(string, object, SubmitOptions, DbTransaction, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="SubmitAsync(string, object, SubmitOptions, DbTransaction, CancellationToken)" path="/remarks"/>
    Task<IReadOnlyList<TaskId>> SubmitAsync(
        IReadOnlyList<NewTask> tasks, DbTransaction transaction, CancellationToken cancellationToken = default);

    /// <summary>The task as it stands, or null when there is none or it has expired.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TaskView?> FindAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>The task as it stands, without its result if that is large; null when there is none or it has expired.</summary>
    /// <param name="id">The task.</param>
    /// <param name="maxResultBytes">A larger result is left out: <see cref="TaskView.ResultBytes"/> is its size then. From 0 on.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxResultBytes"/> is negative.</exception>
    Task<TaskView?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken = default);

    /// <summary>Waits until the task is done. Null when there is none, or it expired meanwhile.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops waiting; the task goes on.</param>
    /// <exception cref="OperationCanceledException">The token fired, or the server stopped, or the run that waits was asked to stop, before
    /// the task was done. Over HTTP, only the token: another process may answer.</exception>
    /// <remarks>Called from a task's function, it gives the run's slot to other tasks until the wait is over, and returns when the run has
    /// a slot again.</remarks>
    Task<TaskView?> WaitAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Opens the result of a task, or a part of it, however large. Null when there is no such task, it has expired, it is not done
    /// or it ended without a result. Read it asynchronously, and dispose of it.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">What of the result, and in which form; null: all, as JSON.</param>
    /// <param name="cancellationToken">Stops the search for what is wanted.</param>
    /// <exception cref="ArgumentException">The options are out of range, or <see cref="ResultOptions.Select"/> is not a JSON
    /// Pointer.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it.</exception>
    Task<Stream?> OpenResultAsync(TaskId id, ResultOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Describes the result of a task, or a part of it: what it is, and what is in it. Null when there is no such task, it has
    /// expired, it is not done or it ended without a result.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">Which part; null: the whole.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it.</exception>
    /// <remarks>The first look at a large result takes a second or two for each 100 MiB; those that follow are fast, while the process
    /// remembers what is in it.</remarks>
    Task<ResultShape?> FindResultShapeAsync(TaskId id, ResultShapeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads columns of numbers or instants of the result of a task, for a plot: thinned to as many rows as are wanted. Instants
    /// are seconds since 1970. Null when there is no such task, it has expired, it is not done or it ended without a result.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">Which columns, and how many rows.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it: a column is missing, or something other
    /// than numbers, or of another length.</exception>
    Task<ResultSeries?> FindResultSeriesAsync(TaskId id, ResultSeriesOptions options, CancellationToken cancellationToken = default);

    /// <summary>Reads a matrix of the result of a task, or a part of it, as means of blocks. Null when there is no such task, it has
    /// expired, it is not done or it ended without a result.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">Which part, and how coarsely; null: the whole result, as 512 rows and columns of blocks at most.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it, or it is not a matrix.</exception>
    Task<ResultMatrix?> FindResultMatrixAsync(
        TaskId id, ResultMatrixOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Counts the numbers of a column of the result of a task in bins. Null when there is no such task, it has expired, it is not
    /// done or it ended without a result.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">Which numbers, and how many bins; null: those of the whole result.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it, or it is not numbers.</exception>
    Task<ResultHistogram?> FindResultHistogramAsync(
        TaskId id, ResultHistogramOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads rows of a table of the result of a task. Null when there is no such task, it has expired, it is not done or it ended
    /// without a result.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">Which rows; null: the first 100 of the whole result.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it, or it is not a table.</exception>
    Task<ResultTable?> FindResultTableAsync(TaskId id, ResultTableOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Tasks, newest first, a page at a time. No task that existed when the walk began, and still exists, is missed or repeated by
    /// following <see cref="TaskListPage.Next"/>.</summary>
    /// <param name="filter">Which tasks; null: the newest 50 of all.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="InvalidSearchException">The search text cannot be read.</exception>
    /// <exception cref="ArgumentException">The limit is out of range, or the cursor belongs to other conditions.</exception>
    Task<TaskListPage> ListAsync(TaskListFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>One member of the summary over many tasks of a type, for a plot: of those that are done, newest first. Null when this
    /// program does not have the type.</summary>
    /// <param name="type">The public name of the task type.</param>
    /// <param name="options">Which member, over what, and of which tasks.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="InvalidSearchException">The search text cannot be read.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    Task<SummaryValueList?> FindSummaryValuesAsync(
        string type, SummaryValueOptions options, CancellationToken cancellationToken = default);

    /// <summary>Completions for a search.</summary>
    /// <param name="field"><c>type</c>, <c>queue</c>, <c>tag</c>, <c>handler</c>, <c>args</c> for the names of arguments, or
    /// <c>args.NAME</c> for their values. Tags, handlers and values are taken from the newest 1,000 tasks.</param>
    /// <param name="type">Of this task type only; null: of any.</param>
    /// <param name="prefix">What each of them begins with.</param>
    /// <param name="limit">At most so many, 1 to 100.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">There is no such field, or the limit is out of range.</exception>
    Task<IReadOnlyList<string>> SuggestAsync(
        string field, string? type = null, string prefix = "", int limit = 20, CancellationToken cancellationToken = default);

    /// <summary>The task types of this program, in the order in which they were mapped: with the JSON Schemas of their arguments and
    /// results, and what their tasks do.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<TaskTypeView>> ListTypesAsync(CancellationToken cancellationToken = default);

    /// <summary>One of these, or null when this program does not have it.</summary>
    /// <param name="name">The public name of the task type.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TaskTypeView?> FindTypeAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lines that the task's runs logged, oldest first. Null when there is no such task or it has expired.</summary>
    /// <param name="id">The task.</param>
    /// <param name="filter">Which lines; null: the first 100.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="ArgumentException">The filter is out of range, or its <see cref="TaskLogFilter.After"/> is no place in a
    /// log.</exception>
    Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>What there is of a task, then what happens to it as it happens: first its status, then each change of it, each line of its
    /// log, once and in order, and its progress, until it is done or gone: the last update is a <see cref="TaskEndUpdate"/>.</summary>
    /// <param name="id">The task. If there is none, the end is all that comes.</param>
    /// <param name="after">The <see cref="TaskUpdate.Place"/> of the last update that you have, to go on from there; null: from the
    /// beginning.</param>
    /// <param name="cancellationToken">Stops following.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not the place of an update.</exception>
    /// <exception cref="OperationCanceledException">The server stops, or <paramref name="cancellationToken"/> fired, or the run that
    /// follows was asked to stop.</exception>
    /// <remarks>Called from a task's function, it gives the run's slot to other tasks while it waits.</remarks>
    IAsyncEnumerable<TaskUpdate> FollowAsync(TaskId id, string? after = null, CancellationToken cancellationToken = default);

    /// <summary>Hints that something has changed, in this process or another, so that a program that shows many tasks can look again. There
    /// is no history: the first hint of each topic comes within a second and means that it is time to look. From then on each change is
    /// followed by a hint, usually at once, but at most one of each topic a second.</summary>
    /// <param name="topics">What to hear of; at least one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException"><paramref name="topics"/> are none, or are not all known.</exception>
    /// <exception cref="OperationCanceledException">The server stops, or <paramref name="cancellationToken"/> fired, or the run that listens
    /// was asked to stop.</exception>
    /// <remarks>Called from a task's function, it gives the run's slot to other tasks while it waits.</remarks>
    IAsyncEnumerable<ChangeHint> WatchAsync(HintTopics topics, CancellationToken cancellationToken = default);

    /// <summary>The attempts of a task, oldest first, and last the one that it waits for, if it waits. Null when there is no such task or
    /// it has expired. Of more than 1,000 only the newest are listed.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Why a task waits, or that it runs or is done. Null when there is no such task or it has expired.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TaskExplanation?> ExplainAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>The handlers of all processes, in the order in which they started, then those that are gone, the last one
    /// first.</summary>
    /// <param name="withGone">Whether those that went within the last hour are listed too.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<MemberView>> ListHandlersAsync(bool withGone = false, CancellationToken cancellationToken = default);

    /// <summary>The janitors of all processes, in the order in which they started, then those that are gone, the last one
    /// first.</summary>
    /// <param name="withGone">Whether those that went within the last hour are listed too.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<MemberView>> ListJanitorsAsync(bool withGone = false, CancellationToken cancellationToken = default);

    /// <summary>The queues that tasks were ever submitted to, by name.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancellationToken = default);

    /// <summary>A queue, or null when nothing was ever submitted to it.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<QueueView?> FindQueueAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lets no further task of a queue start. What runs continues, and tasks can still be submitted. A task that was about to
    /// start may still do so.</summary>
    /// <param name="name">The queue.</param>
    /// <returns>The queue as it is now, or null when nothing was ever submitted to it.</returns>
    Task<QueueView?> PauseQueueAsync(string name);

    /// <summary>Lets the tasks of a paused queue start again, at once.</summary>
    /// <param name="name">The queue.</param>
    /// <returns>The queue as it is now, or null when nothing was ever submitted to it.</returns>
    Task<QueueView?> ResumeQueueAsync(string name);

    /// <summary>What is wrong, errors first: with the tasks and processes that share the store, with the store, and with this
    /// process. Empty when nothing is.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<ServerProblem>> ListProblemsAsync(CancellationToken cancellationToken = default);

    /// <summary>What is going on, in numbers. Cheap however many tasks there are: what waits is counted to a limit, and what ended was
    /// counted as it ended. Tasks that ended are seen up to 15 seconds late.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<ServerStats> FindStatsAsync(CancellationToken cancellationToken = default);

    /// <summary>Numbers over time: tasks that were submitted and that ended, how long they waited and ran, and how full queues
    /// were.</summary>
    /// <param name="options">Which numbers; null: of all tasks by outcome, each minute of the last hour.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="ArgumentException">The step is not one of those that there are, the end is not after the beginning, there are more
    /// than 1,000 buckets, or the beginning is longer ago than numbers of this step are kept.</exception>
    Task<StatSeries> FindStatSeriesAsync(StatSeriesOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The settings of the process that answers, in the order of their documentation. Values that may hold a password are left
    /// out.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<SettingView>> ListSettingsAsync(CancellationToken cancellationToken = default);

    /// <summary>Cancels a task: at once when it waits, through its function's cancellation token when it runs.</summary>
    /// <param name="id">The task.</param>
    /// <returns>False when there is no such task.</returns>
    Task<bool> CancelAsync(TaskId id);

    /// <summary>Runs a task again that failed or was cancelled, under the same id. It has all of its tries again, and expires no sooner
    /// than a task that is submitted now with the same time to live.</summary>
    /// <param name="id">The task.</param>
    /// <returns><see cref="TaskChange.Changed"/>, <see cref="TaskChange.NotFinished"/>, <see cref="TaskChange.Succeeded"/> or
    /// <see cref="TaskChange.UnknownTask"/>.</returns>
    Task<TaskChange> RetryAsync(TaskId id);

    /// <summary>Moves the expiry of a task. A run that has begun keeps its deadline.</summary>
    /// <param name="id">The task.</param>
    /// <param name="until">When it is to expire; null: never.</param>
    /// <param name="note">Why, for people; at most 500 characters.</param>
    /// <returns>False when there is no such task.</returns>
    /// <exception cref="ArgumentException"><paramref name="until"/> is past, or <paramref name="note"/> is too long.</exception>
    Task<bool> KeepAsync(TaskId id, DateTimeOffset? until, string? note = null);

    /// <summary>Puts the own expiry of a kept task back. If that has passed, the task expires in 24 hours.</summary>
    /// <param name="id">The task.</param>
    /// <returns>False when there is no such task.</returns>
    Task<bool> ReleaseAsync(TaskId id);

    /// <summary>Deletes a task that is done, with its result, log, attempts and idempotency key.</summary>
    /// <param name="id">The task.</param>
    /// <returns><see cref="TaskChange.Changed"/>, <see cref="TaskChange.NotFinished"/> or <see cref="TaskChange.UnknownTask"/>.</returns>
    Task<TaskChange> DeleteAsync(TaskId id);

    /// <summary>Cancels, retries, deletes or keeps up to 1,000 tasks, at most 100 in one commit. Go on with
    /// <see cref="TaskActionAnswer.Next"/>. Each task is changed as the method for one task does it, or stays as it is.</summary>
    /// <param name="request">What is done, and with which tasks.</param>
    /// <param name="cancellationToken">Stops between two commits: what was changed stays changed.</param>
    /// <exception cref="InvalidSearchException">The search text cannot be read; nothing was changed.</exception>
    /// <exception cref="ArgumentException">The request is wrong in another way; nothing was changed.</exception>
    Task<TaskActionAnswer> ActAsync(TaskActionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Counts the tasks that <see cref="ActAsync"/> would look at, in whatever state they are. Changes nothing.</summary>
    /// <param name="request">What would be done, and with which tasks.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="InvalidSearchException">The search text cannot be read.</exception>
    /// <exception cref="ArgumentException">The request is wrong in another way.</exception>
    Task<TaskActionCount> CountAsync(TaskActionRequest request, CancellationToken cancellationToken = default);
}
