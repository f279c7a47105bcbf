using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Arguments with a field of every kind.</summary>
internal sealed record Every(
    [property: MaxLength(40), Label("Name of the report"), Description("What stands on its first page")] string Title,
    string? Note,
    bool IsFinal,
    ThrowMode? Mode,
    Weekday Day,
    DateTimeOffset At,
    Guid Id,
    [property: Unit("V")] List<double> Samples,
    List<string> Names,
    double[][] Matrix,
    EveryItem[] Items,
    EveryItem? Last,
    EveryShape Shape,
    Dictionary<string, int> Counts,
    (int, string) Pair,
    object Any,
    byte[] Data,
    long Big,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int Loose,
    int Tries = 3,
    string Text = "some text",
    EveryShape? Extra = null)
{
    public const string Example = """
        {"title":"Tides","note":null,"isFinal":true,"mode":"Exact","day":"Friday","at":"2026-11-24T08:15:30.125+01:00","id":"c8f2e1d0-0000-4000-8000-000000000000",
        "samples":[1.50,-0.0,1e-3,"NaN"],"names":["one","","two\nlines"," three "],"matrix":[[1,2,3],[4,5,6]],"items":[{"name":"first","count":1},{"name":"second","count":2,"tags":[]}],
        "last":null,"shape":{"$type":"square","side":2.50},"counts":{"a":1,"b/c":2},"pair":[7,"seven"],"any":{"deep":[1.0,{"x":null}]},"data":"AQI=",
        "big":9007199254740993,"loose":"12","text":"one\ntwo"}
        """;
}
