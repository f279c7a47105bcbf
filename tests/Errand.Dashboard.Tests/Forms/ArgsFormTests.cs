using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Errand.Dashboard.Forms;
using Errand.Tests.Binding;

namespace Errand.Dashboard.Tests.Forms;

/// <summary>What a form is filled with comes back as it was, through the page and the browser.</summary>
public sealed class ArgsFormTests(PublishedTypes types) : IClassFixture<PublishedTypes>
{
    private const int Iterations = 120;

    public static TheoryData<string> Names() => [.. BoundTypes.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_blank_form_can_be_shown_and_read(string name)
    {
        JsonElement schema = types[name].Args;
        ArgsForm sent = await RenderedForm.SentAsync(ArgsForm.Blank(schema), schema);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(ArgsFormReader.Read(sent).Json).ValueKind);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Arguments_of_every_type_come_back_as_they_were(string name)
    {
        JsonElement schema = types[name].Args;
        var tree = (JsonObject)JsonNode.Parse(schema.GetRawText())!;
        int held = 0;
        Gen.Int.Sample(
            seed =>
            {
                string json = new SchemaValues(tree, new Random(seed)).Draw()!.ToJsonString();
                held += ComesBack(schema, json) ? 1 : 0;
            },
            iter: Iterations,
            threads: 1);
        Assert.True(held > Iterations / 2, $"The form of {name} holds only {held} of {Iterations}.");
    }

    [Fact]
    public void Arguments_of_random_schemas_come_back_as_they_were()
    {
        int held = 0;
        RandomSchemas.WithArgs.Sample(
            drawn => held += ComesBack(JsonElement.Parse(drawn.Schema), drawn.Args) ? 1 : 0,
            iter: 400,
            threads: 1);
        Assert.True(held > 200, $"Forms hold only {held} of 400.");
    }

    /// <returns>False when the form cannot hold them: they are shown as JSON then.</returns>
    private static bool ComesBack(JsonElement schema, string json)
    {
        if (ArgsForm.Of(schema, JsonElement.Parse(json)) is not { } form)
        {
            return false;
        }

        ArgsText text = ArgsFormReader.Read(RenderedForm.SentAsync(form, schema).GetAwaiter().GetResult());
        Assert.Empty(text.Faults);
        Assert.True(SameJson.Are(JsonElement.Parse(json), JsonElement.Parse(text.Json)), $"{json} became {text.Json}");
        return true;
    }
}
