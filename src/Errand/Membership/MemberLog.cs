using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Membership;

internal static partial class MemberLog
{
    [LoggerMessage(2101, LogLevel.Warning,
        "The heartbeat of {Role} {HandlerId} failed; it will retry shortly, and claims nothing after 12 s without an answer")]
    public static partial void BeatFailed(this ILogger logger, string role, MemberId handlerId, Exception exception);

    [LoggerMessage(2102, LogLevel.Warning,
        "The {Role} {Before} had been declared dead, so its tasks went to others; it continues as {After}")]
    public static partial void JoinedAgain(this ILogger logger, string role, MemberId before, MemberId after);

    [LoggerMessage(2103, LogLevel.Warning,
        "The {Role} {HandlerId} could not sign off from the store; it counts as dead when its lease runs out")]
    public static partial void LeftWithoutNotice(this ILogger logger, string role, MemberId handlerId, Exception exception);

    [LoggerMessage(2104, LogLevel.Warning, "The {Role} could not be listed in the store; it will retry in half a second")]
    public static partial void NotListedYet(this ILogger logger, string role, Exception exception);
}
