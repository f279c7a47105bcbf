using System.Globalization;
using System.Text;
using Errand.Storage.Messages;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Results;

/// <summary>What is said about an answer of a result besides its bytes.</summary>
internal sealed class ResultHeaders
{
    /// <summary>Part of every tag. When the same request gets other bytes, another one makes all that clients have kept stale.</summary>
    private const int Version = 2;

    private readonly AnswerForm _form;
    private readonly ContentCoding? _coding;

    public ResultHeaders(TaskRecord task, AnswerForm form, ContentCoding? coding)
    {
        _form = form;
        _coding = coding;
        Tag = TagOf(task, form, coding);
    }

    /// <summary>A strong one. A result never changes, so it is known before the result is read.</summary>
    public string Tag { get; }

    /// <summary>Whether the client has this very answer already, if there is one.</summary>
    public bool IsKnown(HttpRequest request) => EntityTag.IsKnown(request, Tag);

    /// <summary>Whether the client names this very answer.</summary>
    public bool IsNamed(HttpRequest request) => EntityTag.IsNamed(request, Tag);

    /// <summary>Answers a client that has this very answer already.</summary>
    public void AnswerKnown(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        SetCaching(response);
    }

    /// <summary>Begins an answer that has a size and may be asked for in parts.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="length">Of the whole.</param>
    /// <param name="range">What is sent of it; null: all.</param>
    public void Begin(HttpResponse response, long length, ByteRange? range)
    {
        Begin(response);
        response.ContentLength = range?.Length ?? length;
        response.Headers.AcceptRanges = "bytes";
        if (range is { } part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {part.First}-{part.Last}/{length}");
        }
    }

    /// <summary>Begins an answer whose size only its end shows.</summary>
    public void Begin(HttpResponse response)
    {
        SetCaching(response);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = _form.ContentType;
        response.Headers.XContentTypeOptions = "nosniff";
        if (_form.FileName is { } name)
        {
            response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        }

        if (_coding is not null)
        {
            response.Headers.ContentEncoding = _coding.Name;
        }
    }

    private void SetCaching(HttpResponse response)
    {
        response.Headers.ETag = Tag;
        response.Headers.CacheControl = "private, no-cache"; // Ask whether one may still see it; the answer is then a 304.
        response.Headers.Append("Vary", "Accept, Accept-Encoding");
    }

    /// <summary>A task that is retried has another result: its attempt and its end are others too.</summary>
    private static string TagOf(TaskRecord task, AnswerForm form, ContentCoding? coding) => EntityTag.Of(
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{Version} {task.Id.Value} {task.Attempt} {task.FinishedAt?.UtcTicks} {coding?.Name} {form.Question}")));
}
