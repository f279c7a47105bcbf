using System.Text.Json;
using Errand.Dashboard.Pages.Types;

namespace Errand.Dashboard.Tests.Types;

public sealed class TypeHandlersTests
{
    private static readonly TaskTypeView Type = new()
    {
        Name = "fit",
        Args = JsonElement.Parse("{}"),
        Result = JsonElement.Parse("{}"),
        Queue = "gpu",
        Stats = new TypeStats { Name = "fit" },
    };

    [Theory]
    [InlineData(null, "fit,add", HandlerState.Live)]
    [InlineData("cpu,gpu", "fit", HandlerState.Live)]
    [InlineData("cpu", "fit", HandlerState.NoneServesQueue)]
    [InlineData(null, "add", HandlerState.NoneHasType)]
    public void A_type_has_a_handler_that_knows_it_and_serves_its_queue(string? queues, string types, HandlerState state) =>
        Assert.Equal(state, TypeHandlers.Of(Type, [HandlerOf(queues, types), HandlerOf(queues, "other")]));

    [Fact]
    public void Without_any_handler_the_type_says_so()
    {
        Assert.Equal(HandlerState.NoneHasType, TypeHandlers.Of(Type, []));
        Assert.Contains("gpu", TypeHandlers.Sentence(HandlerState.NoneServesQueue, Type), StringComparison.Ordinal);
        Assert.Null(TypeHandlers.Sentence(HandlerState.Live, Type));
    }

    private static MemberView HandlerOf(string? queues, string types) => new()
    {
        Id = "a",
        Role = "handler",
        Host = "lab3",
        Pid = 1,
        Version = "1.0.0",
        Queues = queues?.Split(','),
        Types = types.Split(','),
        Running = [],
    };
}
