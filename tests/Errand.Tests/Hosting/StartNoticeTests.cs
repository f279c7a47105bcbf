using System.ComponentModel.DataAnnotations;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Hosting;
using Errand.Types;

namespace Errand.Tests.Hosting;

public sealed class StartNoticeTests
{
    private static readonly TaskRegistry Types = new(
        [Compile("add", ([Range(5, 9)] int x, string s, bool b, double[] list, int y = 2) => x + y)]);

    [Fact]
    public void A_newcomer_is_shown_where_it_is_and_a_line_to_paste()
    {
        string notice = StartNotice.Of(ErrandRoles.All, ["http://[::]:8080"], "sqlite:/data/errand.db", Types);
        Assert.Contains("web, handler, janitor", notice, StringComparison.Ordinal);
        Assert.Contains("sqlite:/data/errand.db", notice, StringComparison.Ordinal);
        Assert.Contains("curl -X POST 'http://localhost:8080/v1/types/add/tasks?wait=10'", notice, StringComparison.Ordinal);
        Assert.Contains("""-d '{"x":5,"s":"test","b":true,"list":[]}'""", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_web_there_is_nothing_to_paste() =>
        Assert.DoesNotContain("curl", StartNotice.Of(ErrandRoles.Handler, [], "sqlite:errand.db", Types), StringComparison.Ordinal);

    private static TaskDefinition Compile(string name, Delegate function) =>
        TaskCompiler.Compile(new TaskTypeBuilder(new TaskType(name), function), new TaskSerializer(), null);
}
