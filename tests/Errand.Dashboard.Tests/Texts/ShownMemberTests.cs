using System.Text.Json;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Tests.Texts;

/// <summary>Members of a summary at a glance.</summary>
public sealed class ShownMemberTests
{
    [Theory]
    [InlineData("22.970900674684135", "22.9709")]
    [InlineData("-0.00001234567891", "-1.23457e-5")]
    [InlineData("1234567.891", "1234568")]
    [InlineData("68.07", "68.07")]
    [InlineData("0.000125", "0.000125")]
    [InlineData("100.000", "100.000")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("1.2345678e+30", "1.23457e30")]
    [InlineData("1e400", "1e400")]
    [InlineData("null", "null")]
    [InlineData("\"3.14159265358979\"", "3.14159265358979")]
    public void A_number_has_no_more_than_six_digits_and_keeps_the_exact_ones(string json, string text)
    {
        ShownMember member = Assert.Single(ShownMember.Of(JsonElement.Parse($$"""{"apex":{{json}}}"""), schema: null));

        Assert.Equal((text, json.Trim('"'), null), (member.Text, member.Exact, member.Unit));
    }

    [Fact]
    public void A_number_has_the_unit_of_its_schema()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"apex":{"type":"number","x-errand-unit":"m"}}}""");

        IReadOnlyList<ShownMember> members = ShownMember.Of(JsonElement.Parse("""{"apex":1,"name":2}"""), schema);

        Assert.Equal([("apex", "m"), ("name", null)], members.Select(member => (member.Name, member.Unit)));
    }
}
