using Microsoft.Extensions.Logging;

namespace Errand.Handler;

internal static partial class HandlerLog
{
    [LoggerMessage(2001, LogLevel.Error, "Claiming failed; the handler will retry shortly")]
    public static partial void ClaimFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning,
        "Task {TaskId}, attempt {Attempt}, of type {TaskType} threw; it will be retried while tries are left")]
    public static partial void RunFailed(this ILogger logger, TaskId taskId, int attempt, string taskType, Exception exception);

    [LoggerMessage(2003, LogLevel.Warning, "Task {TaskId}, attempt {Attempt}: its claim was taken over; the outcome of this run is dropped")]
    public static partial void ClaimLost(this ILogger logger, TaskId taskId, int attempt);

    [LoggerMessage(2004, LogLevel.Error,
        "Task {TaskId}, attempt {Attempt}, of type {TaskType} was asked to stop and does not return; it loses its lease and keeps its slot")]
    public static partial void FunctionIgnoresToken(this ILogger logger, TaskId taskId, int attempt, string taskType);

    [LoggerMessage(2005, LogLevel.Warning, "{Count} outcomes could not be written; they will be resent until the store confirms them")]
    public static partial void FinishNotWritten(this ILogger logger, int count, Exception exception);

    [LoggerMessage(2006, LogLevel.Warning,
        "Progress and log lines of {Count} runs could not be written; the next report will bring newer ones")]
    public static partial void ReportLost(this ILogger logger, int count, Exception exception);

    [LoggerMessage(2007, LogLevel.Warning,
        "Task {TaskId} is of type {TaskType}, which this program does not have; it waits 30 s for a program that does")]
    public static partial void NoSuchType(this ILogger logger, TaskId taskId, string taskType);

    [LoggerMessage(2008, LogLevel.Error,
        "Task {TaskId}, attempt {Attempt}: a callback on its cancellation token threw; the run was asked to stop anyway")]
    public static partial void StopCallbackFailed(this ILogger logger, TaskId taskId, int attempt, Exception exception);

    [LoggerMessage(2009, LogLevel.Information, "Stopping: {Running} running tasks have up to {Grace} to end")]
    public static partial void Stopping(this ILogger logger, int running, TimeSpan grace);

    [LoggerMessage(2010, LogLevel.Warning, "{Count} tasks did not end in time and were handed back")]
    public static partial void HandedBack(this ILogger logger, int count);

    [LoggerMessage(2011, LogLevel.Error,
        "{Count} outcomes could not be written before the stop; their tasks will be retried when this handler's lease has run out")]
    public static partial void OutcomesAbandoned(this ILogger logger, int count, Exception exception);

    [LoggerMessage(2012, LogLevel.Warning, "{Count} tasks had been claimed for this handler, and the answer was lost; they were handed back")]
    public static partial void Reconciled(this ILogger logger, int count);

    [LoggerMessage(2013, LogLevel.Error, "Checking on running tasks failed; retrying shortly")]
    public static partial void LookAfterFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2014, LogLevel.Error,
        "Task {TaskId}, attempt {Attempt}: the callback for a recorded outcome failed; later outcomes are not affected")]
    public static partial void VerdictNotHeard(this ILogger logger, TaskId taskId, int attempt, Exception exception);

    [LoggerMessage(
        2015, LogLevel.Error,
        "Task {TaskId}, attempt {Attempt}: the handler failed to complete the run; it will be retried while tries are left")]
    public static partial void RunBroke(this ILogger logger, TaskId taskId, int attempt, Exception exception);

    [LoggerMessage(2019, LogLevel.Warning, "Task {TaskId}, attempt {Attempt}, of type {TaskType} failed for good; it will not be retried")]
    public static partial void RunFailedForGood(this ILogger logger, TaskId taskId, int attempt, string taskType, Exception exception);

    [LoggerMessage(EventId = 2020, Message = "Task {TaskId}, attempt {Attempt}: {Text}")]
    public static partial void FromTask(this ILogger logger, LogLevel level, TaskId taskId, int attempt, string text, Exception? exception);

    [LoggerMessage(2021, LogLevel.Warning,
        "The store has not answered for {Limit} which tasks it reserved for this handler; the handler stops, and such tasks are retried when its lease has run out")]
    public static partial void ReservationsStillOut(this ILogger logger, TimeSpan limit);

    [LoggerMessage(2022, LogLevel.Error,
        "Task {TaskId}, attempt {Attempt}: its outcome came after the handler had stopped; it will be retried when its lease has run out")]
    public static partial void OutcomeTooLate(this ILogger logger, TaskId taskId, int attempt);

    [LoggerMessage(2023, LogLevel.Error,
        "Task {TaskId}, attempt {Attempt}, of type {TaskType}: its function has ended, but its services are not disposed of after {Limit} s; its outcome is recorded, and its slot stays taken until they are")]
    public static partial void ServicesHang(this ILogger logger, TaskId taskId, int attempt, string taskType, double limit);

    [LoggerMessage(2024, LogLevel.Warning, "Part of a large result could not be written; it will be resent until the store confirms it")]
    public static partial void PartsNotWritten(this ILogger logger, Exception exception);

    [LoggerMessage(2026, LogLevel.Warning,
        "Task {TaskId}, attempt {Attempt}: its large result was deleted before its outcome could be recorded; the result is stored again")]
    public static partial void PartsGone(this ILogger logger, TaskId taskId, int attempt);
}
