using Errand.Web.OpenApi;

namespace Errand.Tests.Web.OpenApi;

public sealed class ComponentNamesTests
{
    [Theory]
    [InlineData("add", "Add")]
    [InlineData("v2.report-gen", "V2ReportGen")]
    [InlineData("v2_reportGen", "V2ReportGen")]
    [InlineData("größe", "GrE")]
    [InlineData("$type", "Type")]
    [InlineData("..", "")]
    public void A_name_is_in_pascal_case(string text, string name) => Assert.Equal(name, ComponentNames.PascalOf(text));

    [Fact]
    public void Types_that_meet_get_a_hash_of_their_names_and_others_do_not()
    {
        IReadOnlyDictionary<string, string> names = ComponentNames.OfTypes(["a.b", "a-b", "AB", "c", "task", "-", "."], name => name == "Task");

        Assert.Equal("C", names["c"]);
        Assert.Matches("^AB_[0-9a-f]{4}$", names["a.b"]);
        Assert.Matches("^AB_[0-9a-f]{4}$", names["a-b"]);
        Assert.Matches("^AB_[0-9a-f]{4}$", names["AB"]);
        Assert.Matches("^Task_[0-9a-f]{4}$", names["task"]);
        Assert.Matches("^Type_[0-9a-f]{4}$", names["-"]);
        Assert.Distinct(names.Values, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Their hashes begin alike, as 4 digits of two names of 65,536 do.</summary>
    [Fact]
    public void Types_whose_hashes_begin_alike_get_more_of_them()
    {
        string[] meeting = [.. Enumerable.Range(1, 100).Select(length => new string('-', length)).Concat(
            Enumerable.Range(1, 100).Select(length => new string('.', length)))
            .Concat(Enumerable.Range(1, 400).Select(i => string.Concat(Convert.ToString(i, 2).Select(bit => bit == '0' ? "_" : "."))))
            .Distinct()];

        Assert.Distinct(ComponentNames.OfTypes(meeting, _ => false).Values);
    }

    [Fact]
    public void A_name_is_given_away_once_whatever_the_case_of_its_letters()
    {
        var names = new ComponentNames(["TaskView"]);

        Assert.Equal(["taskview_2", "AddArgs", "addargs_2", "AddArgs_3"], [names.Take("taskview"), names.Take("AddArgs"), names.Take("addargs"), names.Take("AddArgs")]);
    }
}
