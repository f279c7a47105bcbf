using System.Text.Json;
using Errand.Dashboard.Search;

namespace Errand.Dashboard.Tests.Search;

/// <summary>What is offered instead of a term that is written as in a program.</summary>
public sealed class SearchGuessTests
{
    private static readonly TaskTypeView[] Types =
    [
        Type("decay", """{"type":"object","properties":{"halfLife":{"type":"number","default":20},"label":{"type":"string"}}}""", "left"),
        Type("fit", """{"type":"object","properties":{"degree":{"type":"integer"}},"required":["degree"]}""", "residual"),
    ];

    [Theory]
    [InlineData("type:decay args.halfLife>50", "type:decay args.halfLife:>50")]
    [InlineData("decay halfLife>50", "decay args.halfLife:>50")]
    [InlineData("halflife<=5e-3", "args.halfLife:<5e-3")]
    [InlineData("-degree==9", "-args.degree:9")]
    [InlineData("residual<0.1", "summary.residual:<0.1")]
    [InlineData("attempt>3 tag:a", "attempt:>3 tag:a")]
    [InlineData("degree:>9", "args.degree:>9")]
    [InlineData("label:red", "args.label:red")]
    public void What_compares_a_member_is_offered_as_a_term(string search, string guess) =>
        Assert.Equal(guess, SearchGuess.Of(SearchText.Parse(search), Types)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("decay")]
    [InlineData("mass>5")]
    [InlineData("type:fit halfLife>5")]
    [InlineData("args.halfLife:>50")]
    [InlineData("\"halfLife>50\"")]
    [InlineData("halfLife>")]
    [InlineData(">50")]
    public void Nothing_is_offered_for_what_is_right_or_not_known(string search) =>
        Assert.Null(SearchGuess.Of(SearchText.Parse(search), Types));

    private static TaskTypeView Type(string name, string args, string summary) => new()
    {
        Name = name,
        Args = JsonElement.Parse(args),
        Result = JsonElement.Parse("{}"),
        Queue = "default",
        Summary = [summary],
        Stats = new TypeStats { Name = name },
    };
}
