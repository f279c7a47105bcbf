using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Submit;

/// <summary>Lets a submit in, or refuses it before a byte of its body is read.</summary>
internal sealed class SubmitGate(SubmitQueue queue, BatchSubmitter batches, IOptions<WebOptions> options)
{
    private readonly long _limit = options.Value.MaxBodyBytes;

    /// <summary>Why a submit of the API is refused, or null.</summary>
    public Problem? Refuse(HttpRequest request) =>
        !MediaTypes.AcceptsJson(request) ? Problems.NotAcceptable()
        : !MediaTypes.IsJson(request) ? Problems.NotJson()
        : RefuseWhatever(request);

    /// <summary>Why a batch is refused, or null.</summary>
    public Problem? RefuseBatch(HttpRequest request) =>
        !MediaTypes.AcceptsJson(request) ? Problems.NotAcceptable()
        : !MediaTypes.IsJson(request) && !MediaTypes.IsNdjson(request) ? Problems.NotBatch()
        : batches.IsFull ? Problems.Overloaded(batches.QueueTime)
        : RefuseWhatever(request);

    /// <summary>Why a submit of flask-tasks is refused, or null: its clients know no 415 for a body that is not said to be JSON, and no
    /// 406.</summary>
    public Problem? RefuseFlask(HttpRequest request) =>
        !MediaTypes.IsJson(request)
            ? Problems.Malformed("The body must be JSON, sent as Content-Type: application/json.")
            : RefuseWhatever(request);

    /// <summary>Reads the body; false when it turns out to be over the limit.</summary>
    public Task<bool> TryReadAsync(HttpRequest request, PooledBuffer body) => RequestBody.TryReadAsync(request, body, _limit);

    public Problem TooLarge() => Problems.TooLarge(_limit);

    private Problem? RefuseWhatever(HttpRequest request) =>
        MediaTypes.IsEncodedOtherwise(request) ? Problems.EncodedOtherwise()
        : RequestBody.IsDeclaredTooLarge(request, _limit) ? TooLarge()
        : queue.IsFull ? Problems.Overloaded(queue.QueueTime)
        : null;
}
