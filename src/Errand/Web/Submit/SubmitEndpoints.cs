using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Submit;

/// <summary>The two routes that submit one task.</summary>
/// <remarks>Each route answers for itself and returns null, or returns the problem that is to be answered.</remarks>
internal sealed class SubmitEndpoints(TaskRegistry registry, SubmitGate gate, SubmissionParser parser, SubmitResponder responder)
{
    /// <summary><c>POST /v1/types/{type}/tasks</c>: the body is the arguments, the query holds the options.</summary>
    public async Task<Problem?> SubmitToTypeAsync(HttpContext context)
    {
        string name = RouteValue.Type(context);
        if (registry.Find(name) is not { } definition)
        {
            return Problems.UnknownType(name, registry);
        }

        if (gate.Refuse(context.Request) is { } refused)
        {
            return refused;
        }

        if (SubmitHeaders.Read(context.Request, optionsInQuery: true, out SubmitHeaders headers) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        var body = new PooledBuffer();
        Problem? problem = await gate.TryReadAsync(context.Request, body)
            ? await SubmitAsync(
                context, headers, parser.Read(definition, body.Written, headers.Options, headers.IdempotencyKey, headers.Faults))
            : gate.TooLarge();
        body.Dispose(); // Not when it throws: the store may still be about to write these very bytes.
        return problem;
    }

    /// <summary><c>POST /v1/tasks</c>: type, arguments and options in one body.</summary>
    public async Task<Problem?> SubmitAsync(HttpContext context)
    {
        if (gate.Refuse(context.Request) is { } refused)
        {
            return refused;
        }

        if (SubmitHeaders.Read(context.Request, optionsInQuery: false, out SubmitHeaders headers) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        var body = new PooledBuffer();
        Problem? problem = await gate.TryReadAsync(context.Request, body)
            ? await SubmitAsync(context, headers, parser.Read(body.Written, headers.IdempotencyKey, headers.Faults))
            : gate.TooLarge();
        body.Dispose(); // Not when it throws: the store may still be about to write these very bytes.
        return problem;
    }

    private Task<Problem?> SubmitAsync(HttpContext context, SubmitHeaders headers, SubmissionParser.Reading read) =>
        read.Submission is { } submission ? responder.SubmitAsync(context, submission, headers.Preferences) : Task.FromResult(read.Refused);
}
