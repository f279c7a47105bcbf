using System.Text;
using System.Text.Json;
using Errand.Binding.Values;
using Errand.Hosting;

namespace Errand.Tests.Hosting;

public sealed class ArgsTextTests
{
    private static readonly ArgsText Args = new(new TaskSerializer());

    [Theory]
    [InlineData("""{ "a" : 1.50, "b": 1e400,"c":"x+y \u003c <é> \/" }""")]
    [InlineData("""{"a":{"b":[-0.0,12345678901234567890.10]}}""")]
    public void A_json_element_is_taken_byte_for_byte(string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(Args.Write(JsonElement.Parse(json))));

    [Fact]
    public void Members_of_an_anonymous_object_keep_their_names() =>
        Assert.Equal("""{"X":1,"y":{"innerName":2}}""", Encoding.UTF8.GetString(Args.Write(new { X = 1, y = new { InnerName = 2 } })));

    [Fact]
    public void No_arguments_are_an_empty_object() => Assert.Equal("{}", Encoding.UTF8.GetString(Args.Write(null)));
}
