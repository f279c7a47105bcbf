using System.Text;
using Errand.Lists;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Tests.Lists;

/// <summary>A task as a scan reads it, and searches for it.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static readonly MemberId Handler = new(new Guid("11112222333344445555666677778888"));

    public static TaskFacts Task { get; } = new()
    {
        Id = new TaskId(192),
        Type = "fit",
        Priority = -5,
        Tags = ["night", "lab.3"],
        CreatedAt = Now.AddHours(-5).AddTicks(1234),
        IsExpired = false,
        Queue = "gpu",
        Status = TaskState.Done,
        Outcome = OutcomeState.Failed,
        Reason = null,
        Attempt = 3,
        Handler = Handler,
        FinishedAt = Now.AddHours(-1),
        Args = Json("""{"x":1,"big":9007199254740993,"s":"1","text":"Anna","on":true,"none":null,"r0":[1,[5,6]],"a/b":{"~":2},"":7,"d":0.50}"""),
        ErrorMessage = "File not found: Ärger.TXT",
        Summary = Json("""{"range":68.07}"""),
    };

    public static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A search that can be read.</summary>
    public static TaskSearch Search(string text)
    {
        List<Fault> faults = [];
        var search = new TaskSearch(SearchTerms.Read(text, faults));
        Assert.Empty(faults);
        return search;
    }
}
