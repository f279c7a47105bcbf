using Errand.Results.Formats;
using Errand.Web.Http;
using Errand.Web.Query;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Results;

/// <summary>How a result is asked for.</summary>
/// <param name="Query">What of it, and in which form.</param>
/// <param name="IsDownload">A browser is to save it as a file.</param>
/// <param name="IsAcceptable">The client named the form, or accepts it.</param>
internal sealed record ResultTerms(ResultQuery Query, bool IsDownload, bool IsAcceptable)
{
    private static readonly QueryParameter Select = new(
        "select", """{"type":"string","format":"json-pointer"}""", "a part of the result, by a JSON Pointer in which * is each element");

    private static readonly QueryParameter Offset = new(
        "offset", """{"type":"integer","minimum":0,"default":0}""", "how many elements at the start of the selected array are left out");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":0}""", "the largest number of elements; all if not given");

    private static readonly QueryParameter Every = new(
        "every", """{"type":"integer","minimum":1,"default":1}""", "with 10, each tenth element, and the last");

    private static readonly QueryParameter Format = new(
        "format", """{"type":"string","enum":["json","csv","npy"]}""", "the form of the answer; as Accept has it if not given");

    private static readonly QueryParameter Safe = new(
        "safe", """{"type":"integer","enum":[0,1],"default":0}""", "with 1, texts in CSV that look like formulas get a ' in front");

    private static readonly QueryParameter Download = new(
        "download", """{"type":"integer","enum":[0,1],"default":0}""", "with 1, a browser saves the answer as a file");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Select, Offset, Limit, Every, Format, Safe, Download];

    private string ContentType => Query.Format switch
    {
        ResultFormat.Csv => $"{MediaTypes.Csv}; charset=utf-8",
        ResultFormat.Npy => MediaTypes.Binary,
        _ => MediaTypes.Json,
    };

    private string Extension => Query.Format switch
    {
        ResultFormat.Csv => "csv",
        ResultFormat.Npy => "npy",
        _ => "json",
    };

    /// <summary>The form of the answer for a task.</summary>
    public AnswerForm FormFor(TaskId id) =>
        new(Query.ToString(), ContentType, IsDownload ? $"task-{id}-result.{Extension}" : null);

    /// <summary>Why they cannot be read, or null.</summary>
    /// <param name="request">Its <c>Accept</c> decides on the form if the query does not.</param>
    /// <param name="query">Null when it has none.</param>
    /// <param name="terms">The terms.</param>
    public static Malformed? Read(HttpRequest request, RequestQuery? query, out ResultTerms terms)
    {
        // What is no integer or not known becomes what is out of range, which is refused below.
        var options = new ResultOptions
        {
            Select = query?[Select] ?? "",
            Offset = IntegerOf(query?[Offset]) ?? 0,
            Limit = IntegerOf(query?[Limit]),
            Every = IntegerOf(query?[Every]) ?? 1,
            Format = FormatOf(request, query?[Format]) ?? default,
            Safe = query?[Safe] == "1",
        };
        string? wrong = ResultQuery.TryCreate(options, out ResultQuery what);
        bool isAcceptable = query?[Format] is not null || options.Format == ResultFormat.Csv || MediaTypes.AcceptsJson(request);
        terms = new ResultTerms(what, query?[Download] == "1", isAcceptable);
        return wrong is not null ? new Malformed(wrong)
            : FormatOf(request, query?[Format]) is null ? new Malformed("format must be json, csv or npy.")
            : !IsSwitch(query?[Safe]) ? new Malformed("safe must be 0 or 1.")
            : !IsSwitch(query?[Download]) ? new Malformed("download must be 0 or 1.")
            : null;
    }

    private static int? IntegerOf(string? text) =>
        text is null ? null
        : Integers.TryParse(text, out int nearest) ? nearest
        : -1;

    private static bool IsSwitch(string? text) => text is null or "0" or "1";

    private static ResultFormat? FormatOf(HttpRequest request, string? word) => word switch
    {
        null => MediaTypes.Prefers(request, MediaTypes.Csv) ? ResultFormat.Csv : ResultFormat.Json,
        "json" => ResultFormat.Json,
        "csv" => ResultFormat.Csv,
        "npy" => ResultFormat.Npy,
        _ => null,
    };
}
