namespace Errand.Tests.Culture;

/// <summary>What machines read looks the same in every culture.</summary>
public sealed class MachineTextTests
{
    [Theory]
    [InlineData("Errand.dll")]
    [InlineData("Errand.Contracts.dll")]
    [InlineData("Quickstart.dll")]
    public void No_text_is_made_or_compared_in_the_way_of_the_current_culture(string assembly) =>
        Assert.Equal("", string.Join('\n', CultureUse.In(Path.Combine(AppContext.BaseDirectory, assembly))));
}
