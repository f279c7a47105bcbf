using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Errand.Calls;

/// <summary>Sends requests, and sends them again as <see cref="RetryRules"/> have it.</summary>
internal sealed class RequestSender
{
    private static readonly ResiliencePropertyKey<Call> OfCall = new("errand.call");

    private readonly HttpClient _http;
    private readonly ServerAddress _server;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RequestSender(HttpClient http, ServerAddress server, TimeProvider time)
    {
        _http = http;
        _server = server;
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = RetryRules.Tries - 1,
                ShouldHandle = args => ValueTask.FromResult(IsWorthAnother(CallOf(args.Context), args.Outcome, args.AttemptNumber)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(CallOf(args.Context).Pause),
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = args => ValueTask.FromResult(CallOf(args.Context).Wait + RetryRules.AnswerTime),
            })
            .Build();
    }

    /// <summary>The last answer, whatever its status. It is whole in memory, unless the call is to be streamed.</summary>
    /// <exception cref="HttpRequestException">The last try broke off, or there was no connection.</exception>
    /// <exception cref="TimeoutRejectedException">The last answer did not come in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(Call call, CancellationToken cancellationToken)
    {
        call.Begun = _time.GetTimestamp();
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            context.Properties.Set(OfCall, call);
            return await _pipeline
                .ExecuteAsync(static (context, sender) => sender.TryAsync(CallOf(context), context.CancellationToken), context, this)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> TryAsync(Call call, CancellationToken cancellationToken)
    {
        bool wasDoubtful = call.MayBeDone;
        call.MayBeDone = true;
        try
        {
            HttpResponseMessage answer = await SendOnceAsync(call, cancellationToken).ConfigureAwait(false);
            call.MayBeDone = wasDoubtful || RetryRules.IsDoubtful(answer.StatusCode);
            return answer;
        }
        catch (HttpRequestException e) when (RetryRules.IsUnsent(e))
        {
            call.MayBeDone = wasDoubtful;
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Call call, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = call.ToRequest(_server);
        HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            if (!call.IsStreamed || !answer.IsSuccessStatusCode)
            {
                // A body that breaks off is a try that failed.
                await answer.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            answer.Dispose();
            throw;
        }

        return answer;
    }

    private bool IsWorthAnother(Call call, Outcome<HttpResponseMessage> outcome, int tries)
    {
        bool mayHelp = outcome.Exception is { } exception
            ? RetryRules.IsBroken(exception) && (call.IsRepeatable || RetryRules.IsUnsent(exception))
            : call.IsRepeatable && RetryRules.IsPassing(outcome.Result!.StatusCode);
        if (!mayHelp)
        {
            return false;
        }

        call.Pause = RetryRules.PauseAfter(tries, outcome.Result?.Headers.RetryAfter, _time.GetUtcNow());
        return _time.GetElapsedTime(call.Begun) + call.Pause <= RetryRules.Longest + call.Wait;
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(OfCall, null!);
}
