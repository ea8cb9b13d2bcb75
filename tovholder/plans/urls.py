from django.urls import path

from .views import goals, plan, signs, tasks

app_name = "plans"

CASE = "cases/<uuid:case_id>"
GOAL = f"{CASE}/goals/<uuid:goal_id>"
SIGN = f"{CASE}/signs/<uuid:sign_id>"
TASK = f"{CASE}/tasks/<uuid:task_id>"

urlpatterns = [
    path(f"{CASE}/plan/", plan.show, name="plan"),
    path(f"{CASE}/plan/print/", plan.paper, name="print"),
    path(f"{CASE}/plan/history/", plan.history, name="history"),
    path(f"{CASE}/plan/comments/new/", tasks.comment_new, name="comment_new"),
    path(f"{CASE}/goals/new/", goals.new, name="goal_new"),
    path(f"{GOAL}/", goals.edit, name="goal_edit"),
    path(f"{GOAL}/end/", goals.end, name="goal_end"),
    path(f"{GOAL}/comments/new/", tasks.comment_new, name="goal_comment_new"),
    path(f"{GOAL}/signs/new/", signs.new, name="sign_new"),
    path(f"{GOAL}/tasks/new/", tasks.new, name="goal_task_new"),
    path(f"{GOAL}/wishes/new/", tasks.wish_new, name="goal_wish_new"),
    path(f"{SIGN}/", signs.edit, name="sign_edit"),
    path(f"{SIGN}/end/", signs.end, name="sign_end"),
    path(f"{SIGN}/observations/", signs.observations, name="observe"),
    path(f"{CASE}/tasks/new/", tasks.new, name="task_new"),
    path(f"{CASE}/wishes/new/", tasks.wish_new, name="wish_new"),
    path(f"{TASK}/", tasks.edit, name="task_edit"),
    path(f"{TASK}/end/", tasks.end, name="task_keep"),
    path(f"{TASK}/answer/", tasks.wish_answer, name="wish_answer"),
    path(f"{TASK}/withdrawal/", tasks.wish_withdrawal, name="wish_withdraw"),
    path(f"{TASK}/comments/new/", tasks.comment_new, name="task_comment_new"),
]
