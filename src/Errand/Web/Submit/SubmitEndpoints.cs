using Errand.Web.Errors;
using Errand.Web.Routes;

namespace Errand.Web.Submit;

/// <summary>The two routes that submit one task.</summary>
internal sealed class SubmitEndpoints(SubmissionParser parser, SubmitResponder responder)
{
    /// <summary><c>POST /v1/types/{type}/tasks</c>: the body is the arguments, the query holds the options.</summary>
    public Task<Problem?> SubmitToTypeAsync(RouteRequest request) =>
        SubmitAsync(request, parser.Read(request.Definition, request.Body, request.Options, request.Faults, request.By));

    /// <summary><c>POST /v1/tasks</c>: type, arguments and options in one body.</summary>
    public Task<Problem?> SubmitAsync(RouteRequest request) =>
        SubmitAsync(request, parser.Read(request.Body, request.Options, request.Faults, request.By));

    private Task<Problem?> SubmitAsync(RouteRequest request, SubmissionParser.Reading read) => read.Submission is { } submission
        ? responder.SubmitAsync(request.Context, submission.From(request.Context.Request), request.Preferences)
        : Task.FromResult(read.Refused);
}
