using Microsoft.AspNetCore.Http;

namespace Errand.Web;

/// <summary>The two routes that submit one task.</summary>
/// <remarks>Each route answers for itself and returns null, or returns the problem that is to be answered.</remarks>
internal sealed class SubmitEndpoints(TaskRegistry registry, SubmitIntake intake, SubmissionReader reader, Submitter submitter)
{
    /// <summary><c>POST /v1/types/{type}/tasks</c>: the body is the arguments, the query holds the options.</summary>
    public async Task<Problem?> SubmitToTypeAsync(HttpContext context)
    {
        string name = RouteValue.Type(context);
        if (registry.Find(name) is not { } definition)
        {
            return Problems.UnknownType(name, registry);
        }

        if (intake.Refuse(context.Request) is { } refused)
        {
            return refused;
        }

        if (SubmitTerms.Read(context.Request, optionsInQuery: true, out SubmitTerms terms) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        var body = new PooledBuffer();
        Problem? problem = await intake.TryReadAsync(context.Request, body)
            ? await SubmitAsync(context, terms, reader.Read(definition, body.Written, terms.Options, terms.IdempotencyKey, terms.Faults))
            : intake.TooLarge();
        body.Dispose(); // Not when it throws: the store may still be about to write these very bytes.
        return problem;
    }

    /// <summary><c>POST /v1/tasks</c>: type, arguments and options in one body.</summary>
    public async Task<Problem?> SubmitAsync(HttpContext context)
    {
        if (intake.Refuse(context.Request) is { } refused)
        {
            return refused;
        }

        if (SubmitTerms.Read(context.Request, optionsInQuery: false, out SubmitTerms terms) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        var body = new PooledBuffer();
        Problem? problem = await intake.TryReadAsync(context.Request, body)
            ? await SubmitAsync(context, terms, reader.Read(body.Written, terms.IdempotencyKey, terms.Faults))
            : intake.TooLarge();
        body.Dispose(); // Not when it throws: the store may still be about to write these very bytes.
        return problem;
    }

    private Task<Problem?> SubmitAsync(HttpContext context, SubmitTerms terms, SubmissionReader.Reading read) =>
        read.Submission is { } submission ? submitter.SubmitAsync(context, submission, terms.Preferences) : Task.FromResult(read.Refused);
}
