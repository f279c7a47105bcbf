using System.Net;
using System.Net.Http.Headers;

namespace Errand.Calls;

/// <summary>Which tries are worth another one, and how long to pause before it.</summary>
internal static class RetryRules
{
    public const int Tries = 6;

    /// <summary>No try begins later than this after the first one, beyond what the server was asked to wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer may take, beyond what the server was asked to wait.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private const double FirstPause = 0.2;

    /// <summary>Nothing of the request was sent: there was no connection.</summary>
    public static bool IsUnsent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError
            or HttpRequestError.SecureConnectionError,
    };

    /// <summary>The connection broke, or the answer did not come in time.</summary>
    public static bool IsBroken(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: not HttpRequestError.SecureConnectionError } or IOException
            or Polly.Timeout.TimeoutRejectedException;

    /// <summary>Another try may have another answer. This includes <c>outcome-unknown</c>, which is a 504.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The answer does not say whether the request was done.</summary>
    public static bool IsDoubtful(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    /// <summary>What the server said, else up to 0.2 s, doubled with each try. Any part of it is as likely as any other, so that clients
    /// that broke off together do not come back together.</summary>
    /// <param name="tries">How many there were before the last one.</param>
    /// <param name="retryAfter">What the server said.</param>
    /// <param name="now">The instant.</param>
    public static TimeSpan PauseAfter(int tries, RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        Said(retryAfter, now) ?? TimeSpan.FromSeconds(FirstPause * Math.Pow(2, tries) * Random.Shared.NextDouble());

    /// <summary>When the server says that a request may be sent again; null when it does not say.</summary>
    public static TimeSpan? Said(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date > now ? date - now : TimeSpan.Zero : null);
}
